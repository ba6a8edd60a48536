"""The public holidays of a country."""

from datetime import date
from functools import lru_cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import holidays


@lru_cache(maxsize=512)
def public_holidays(country: str, year: int) -> frozenset[date]:
    """Give the public holidays of a year."""
    return frozenset(_calendar(country)(years=year))


@lru_cache(maxsize=64)
def is_country_known(country: str) -> bool:
    """Tell whether the public holidays of a country are known."""
    from holidays.registry import EntityLoader  # noqa: PLC0415 - as in `_calendar`

    return country in EntityLoader.get_country_codes(include_aliases=False)


@lru_cache(maxsize=8)
def _calendar(country: str) -> "type[holidays.HolidayBase]":
    """Load one country; asked in its own ways, the library loads all 250, which take 9 MB for good."""
    import holidays  # noqa: PLC0415 - it knows the months of eight religions, 4 MB, and no day may be asked about
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - as above

    module, (name, *_) = next((module, names) for module, names in COUNTRIES.items() if country in names)
    folders = [f"{folder}/countries" for folder in holidays.__path__]
    found = PathFinder.find_spec(f"holidays.countries.{module}", folders)
    if found is None or found.loader is None:
        return cast("type[holidays.HolidayBase]", getattr(holidays, country))
    loaded = module_from_spec(found)
    found.loader.exec_module(loaded)
    return cast("type[holidays.HolidayBase]", getattr(loaded, name))
