"""JSON is written as the standard library writes it, whoever writes it now."""

import json
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from telegram.error import TelegramError

from bot.telegram_http import TelegramRequest
from flows.half_pairs import escaped
from flows.json_text import json_bytes, json_text


class Fruit(StrEnum):
    PEAR = "hruška"


class Pair(NamedTuple):
    left: int
    right: str


class Letters(str):
    __slots__ = ()


@dataclass(frozen=True)
class Thing:
    name: str = "a"


def as_the_library_writes(value: object, *, is_sorted: bool = False, takes_nan: bool = False) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=is_sorted, allow_nan=takes_nan)
    return escaped(text)


# letters that writers of JSON differ in, beside any other: controls, quotes, DEL, line separators, halves, NUL
letters = st.sampled_from('\x00\x07\x1f"\\/\b\f\x7f\x85\u2028\u2029\ufeff\ud800\udfffž😀<&') | st.characters()
texts = st.text(letters, max_size=8) | st.sampled_from(["null", "e-mail", "0.00001", "1e-7"])
edges = st.sampled_from([base + more for base in (2**53, 2**63, 2**64, -(2**63), 10**30) for more in (-1, 0, 1)])
fractions = st.floats(allow_nan=False, allow_infinity=False) | st.builds(
    lambda digits, power: float(f"{digits}e{power}"), st.integers(-9999, 9999), st.integers(-320, 290)
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | edges | fractions | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4) | st.tuples(inner, inner),
    max_leaves=12,
)


@given(values, st.booleans())
@example(1e-5, False)
@example({"b": 1e-7, "a": 5e-324, "ž": -0.0, "z": 1e22}, True)
@example({"\ud83d": 2**64, "": [None, True, 1.0]}, True)
@example({1: "a", None: "b", False: "c", 1.5: "d"}, False)
@example({"fruit": Fruit.PEAR, Fruit.PEAR: Letters("x"), "pair": Pair(left=1, right="a")}, True)
@example(OrderedDict(b=1, a=OrderedDict(d=2, c=3)), False)
def test_a_value_is_written_letter_for_letter_as_the_standard_library_does(value: object, is_sorted: bool) -> None:  # noqa: FBT001
    text = json_text(value, is_sorted=is_sorted)

    assert text == as_the_library_writes(value, is_sorted=is_sorted)
    assert json_bytes(value, is_sorted=is_sorted) == text.encode()


def test_a_value_nested_deeper_than_orjson_goes_is_written() -> None:
    value: list[Any] = []
    for _ in range(400):
        value = [value]

    assert json_text(value) == "[" * 401 + "]" * 401


@pytest.mark.parametrize(
    "value",
    [datetime(2027, 1, 29, tzinfo=UTC), Thing(), Decimal(1), b"a", {1, 2}, object(), {(1, 2): 3}, MappingProxyType({})],
    ids=lambda value: type(value).__name__,
)
def test_what_has_no_form_in_json_is_refused(value: object) -> None:
    for nested in (value, [value], {"a": {"b": value}}):
        with pytest.raises(TypeError):
            json_text(nested)


def test_keys_of_several_kinds_have_no_order() -> None:
    with pytest.raises(TypeError):
        json_text({1: "a", "b": "c"}, is_sorted=True)


@pytest.mark.parametrize(
    ("number", "written"), [(float("nan"), "NaN"), (float("inf"), "Infinity"), (float("-inf"), "-Infinity")]
)
def test_what_is_no_number_is_refused_or_written_as_said(number: float, written: str) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text({"a": [number]})

    assert json_text({"a": [number]}, takes_nan=True) == f'{{"a":[{written}]}}'


# Telegram's own integers have 52 bits at most
answers = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | fractions | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(answers, st.booleans())
def test_an_answer_is_read_as_the_standard_library_reads_it(answer: object, in_ascii: bool) -> None:  # noqa: FBT001
    payload = escaped(json.dumps(answer, ensure_ascii=in_ascii)).encode()

    assert repr(TelegramRequest.parse_json_payload(payload)) == repr(json.loads(payload))


def test_an_answer_that_is_not_utf_8_is_read_with_the_sign_of_a_lost_letter() -> None:
    answer: Any = TelegramRequest.parse_json_payload(b'{"ok":true,"result":"\xc5"}')

    assert answer == {"ok": True, "result": "\ufffd"}


@pytest.mark.parametrize("payload", [b"", b"<html>502 Bad Gateway</html>", b'{"ok":true'])
def test_an_answer_that_is_no_json_is_an_error_of_telegram(payload: bytes) -> None:
    with pytest.raises(TelegramError, match="Invalid server response"):
        TelegramRequest.parse_json_payload(payload)
