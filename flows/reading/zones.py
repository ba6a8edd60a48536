"""Reading a time zone the way people name it: a city in Czech or English, or the IANA name."""

from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import available_timezones

from flows.reading.folding import fold

CZECH = {
    "Europe/Prague": "Praha",
    "Europe/Bratislava": "Bratislava",
    "Europe/London": "Londýn",
    "Europe/Dublin": "Dublin",
    "Europe/Lisbon": "Lisabon",
    "Europe/Paris": "Paříž",
    "Europe/Brussels": "Brusel",
    "Europe/Berlin": "Berlín",
    "Europe/Vienna": "Vídeň",
    "Europe/Warsaw": "Varšava",
    "Europe/Rome": "Řím",
    "Europe/Madrid": "Madrid",
    "Europe/Athens": "Atény",
    "Europe/Helsinki": "Helsinky",
    "Europe/Kyiv": "Kyjev",
    "Europe/Istanbul": "Istanbul",
    "Asia/Tbilisi": "Tbilisi",
    "Asia/Tokyo": "Tokio",
    "Asia/Ho_Chi_Minh": "Hanoj",
    "America/New_York": "New York",
    "America/Los_Angeles": "Los Angeles",
    "Australia/Sydney": "Sydney",
}
"""Cities as Czech readers call them, by IANA name; all other zones have the name of their city."""
USUAL = ("Europe/Prague", "Europe/London", "Europe/Kyiv", "America/New_York")
"""Offered first."""
OTHER_NAMES = {"kiev": "Europe/Kyiv", "hanoi": "Asia/Ho_Chi_Minh", "cesko": "Europe/Prague", "utc": "Etc/UTC"}
NEAREST = 3


def read_zone(text: str) -> str | None:
    """Give the IANA name of the zone that a text names; None where it names none."""
    return _by_name().get(_folded(text))


def nearest_zones(text: str) -> tuple[str, ...]:
    """Give the zones whose names are most like a text that names none, the likeliest first."""
    names = get_close_matches(_folded(text), list(_by_name()), n=2 * NEAREST, cutoff=0.7)
    return tuple(dict.fromkeys(_by_name()[name] for name in names))[:NEAREST]


def zone_city(zone: str, language: str) -> str:
    """Name a zone by its city."""
    return CZECH[zone] if language == "cs" and zone in CZECH else zone.rpartition("/")[2].replace("_", " ")


def _folded(text: str) -> str:
    return fold(text.replace("_", " "))


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """Give every zone of the world by each of its names; a city wins over what only older programs call it."""
    zones = sorted((zone for zone in available_timezones() if "/" in zone), key=lambda zone: (zone.count("/"), zone))
    found = {_folded(zone): zone for zone in zones}
    for zone in zones:
        found.setdefault(_folded(zone.rpartition("/")[2]), zone)
    return found | {_folded(city): zone for zone, city in CZECH.items()} | OTHER_NAMES
