"""Places on earth as people type and paste them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.answer_values import fits
from flows.form import Kind
from flows.reading.geopoint import read_geopoint, write_geopoint
from flows.reading.outcome import NotUnderstood, Understood


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("50.1, 14.4", "50.1 14.4"),
        ("50.1 14.4", "50.1 14.4"),
        ("50.1,14.4", "50.1 14.4"),
        ("50,1; 14,4", "50.1 14.4"),
        ("50,1, 14,4", "50.1 14.4"),
        ("50, 14", "50 14"),
        ("50.0875167N, 14.4212772E", "50.0875167 14.4212772"),
        ("50.0875° N, 14.4213° E", "50.0875 14.4213"),
        ("50,08 s. š., 14,42 v. d.", "50.08 14.42"),
        ("33.9S, 70.6W", "-33.9 -70.6"),
        ("-33.9, -70.6", "-33.9 -70.6"),
    ],
)
def test_a_place_is_understood(text: str, wanted: str) -> None:
    assert read_geopoint(text) == Understood(value=wanted)


@pytest.mark.parametrize("text", ["Kamenov", "50.1", "50,14", "", "u mostu 3, 4", "1 2 3"])
def test_what_is_no_place_is_said(text: str) -> None:
    assert read_geopoint(text) == NotUnderstood(code="place.none", text=text)


@pytest.mark.parametrize("text", ["91, 14", "50, 181"])
def test_a_place_beyond_the_earth_is_said(text: str) -> None:
    assert read_geopoint(text) == NotUnderstood(code="place.beyond", text=text)


@given(st.decimals(-90, 90, places=7), st.decimals(-180, 180, places=7))
def test_whatever_a_phone_shares_fits_the_form_and_can_be_typed_again(north: Decimal, east: Decimal) -> None:
    written = write_geopoint(north, east)

    assert fits(Kind.GEOPOINT, written)
    assert read_geopoint(written.replace(" ", ", ")) == Understood(value=written)
