"""Texts that tell something about one client, and texts that only speak of clients."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.client_data import looks_like_client_data


@pytest.mark.parametrize(
    "text",
    [
        "Klient Jan Novotný chodil celý rok.", "S klientkou paní Dvořákovou jsme řešili dluhy.",
        "Klientce J. pomohl právník, nar. 12. 3. 1984.", "Uživatel Petr K. se nevrátil.", "oběť Jana Malá",
        "Přišla žena narozená 5.6.1979.", "Datum narození 01. 02. 2001", "Občanský průkaz 123456789 ztratil.",
        "Bytem Dlouhá 12, Kamenov", "bytem: Na Hrázi 7", "rodné číslo 780123/3540",
        "Client John Smith came every week.", "The victim Mrs Brown was accompanied.", "born on 12 March 1984",
        "Passport no. 12345678", "residing at Long Street 12",
    ],
)  # fmt: skip
def test_what_tells_something_about_one_client_is_noticed(text: str) -> None:
    assert looks_like_client_data(text)


@pytest.mark.parametrize(
    "text",
    [
        "Klienti Klubu Kotva jeli na výlet.", "Klient Klubu Kotva dostává svačinu.", "Pro klientky Azylového domu.",
        "klientům pomohla Jana Malá z poradny", "Klient se vrátil do školy.", "V roce 2026 přišlo 64 klientů.",
        "Poradnu vede paní Malá.", "Odbor narozeniny slaví 12. 3. 2026.", "Bydlení pro 12 rodin v Dlouhé ulici.",
        "Klientela: Kamenov, Lipová a okolí", "Uživatel drog dostal pomoc.", "Oběť trestných činů",
        "Clients of Anchor Club went on a trip.", "The client came back to school.", "Client Centre Anchor opened.",
        "Klub byl narozdíl od roku 2025 otevřen.", "Program byl zahájen 12. 3. 2026.", "",
    ],
)  # fmt: skip
def test_what_only_speaks_of_clients_is_left_alone(text: str) -> None:
    assert not looks_like_client_data(text)


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    assert looks_like_client_data(text) in {True, False}
