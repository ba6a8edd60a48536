import contextlib
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.xpath_regex import Machine, compiled, matches
from flows.xpath_regex_pattern import BadPatternError, TooLargePatternError, read_pattern

PIECES = st.sampled_from(
    [
        "a",
        "b",
        "ab",
        "[ab]",
        "[^a]",
        ".",
        r"\d",
        r"\w",
        "a*",
        "b+",
        "(a|b)*",
        "(ab?)+",
        "a{1,2}",
        "$",
        "()",
        "(|)",
        "(?:){2}",
    ]
)
PATTERNS = st.recursive(
    PIECES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        inner.map(lambda part: f"({part})*"),
        inner.map(lambda part: f"(?:{part})?"),
        st.tuples(inner, inner).map(lambda parts: f"({parts[0]}|{parts[1]})"),
        inner.map(lambda part: f"({part}){{0,2}}"),
    ),
    max_leaves=5,
)


HOLLOW = (
    "((((){500}){500}){500}){500}",
    "((((){0,500}){500}){500}|a{1,2})b*c*",
    "((((?:){500}){500}a{0}){500}){500}",
    r"(((\b{500}){500}){500}){500}",
)
"""Nothing, many times: each turn costs as much as one that takes a letter."""
ONE_BY_ONE = "a*(?:" + "(?:" * 35 + "a" + "){1}" * 35 + "){2000}b"
"""One turn of one turn of one turn: nothing to choose, but each costs something, after each letter."""


@given(pattern=PATTERNS, text=st.text(alphabet="ab1\n", max_size=6))
def test_the_machine_matches_what_python_matches(pattern: str, text: str) -> None:
    machine = Machine(read_pattern(pattern))

    assert machine.matches(text) is (re.fullmatch(pattern, text) is not None)


@pytest.mark.parametrize(
    "pattern", ["(a+)+b", "(a|a)*b", "(a|aa)+b", "a*a*a*a*a*b", r"(\w+\s?)*!", "([a-z]+)*1", *HOLLOW, ONE_BY_ONE]
)
def test_no_pattern_runs_away(pattern: str) -> None:
    started = time.process_time()

    with contextlib.suppress(TooLargePatternError):  # the last but one is
        assert not matches(pattern, "a" * 5_000)
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (r"\p{L}+", "Žižkov", True),
        (r"\p{Lu}\p{Ll}+", "žižkov", False),
        (r"[\p{L}\s-]+", "Ústí nad Labem-město", True),
        (r"\P{L}+", "123", True),
        (r"(?i)ČESKO", "česko", True),
        (r"(?i)[A-Z]+(x|y)", "abcX", True),
        (r"[^@]+@[^@.]+\.(cz|eu)", "eva@kamenov.cz", True),
        (r"\+?420 ?\d{3} ?\d{3} ?\d{3}", "+420 123 456 789", True),
        (r"(?<rok>20\d\d)-(0[1-9]|1[0-2])", "2026-13", False),
        (r"\bab\b.*", "ab c", True),
        (r"a{2}", "aaa", False),
        (r"ěšč", "ěšč", True),
        ("", "", True),
    ],
)
def test_what_a_pattern_matches(pattern: str, text: str, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert matches(pattern, text) is expected


@pytest.mark.parametrize(
    "pattern",
    [
        *("(", ")", "[a", "a{2", "*a", "a**", "a++", r"(a)\1", "(?=a)", "(?<=a)b", "[z-a]", r"\p{Foo}", "[]", "[]a]+"),
        *("((a{1,99}){99}){99}", "(" * 60 + ")" * 60, "a" * 1_001),
    ],
)
def test_a_pattern_beyond_the_machine_is_refused(pattern: str) -> None:
    with pytest.raises(BadPatternError):
        compiled(pattern)


@pytest.mark.parametrize(
    ("pattern", "length"),
    [
        *((".{1,3000}", 3_000), (".{10,2600}", 2_600), ("[a-z]{1,3000}[a-z]{2600}", 5_600)),
        *(("(?:a{500}){500}", 250_000), ("(?:(?:a{2}){1}){2}", 4), ("(?:a{2}){1}", 2)),
    ],
)
def test_a_pattern_that_needs_no_machine_may_be_long(pattern: str, length: int) -> None:
    assert matches(pattern, "a" * length)
    assert not matches(pattern, "a" * (length + 1))


@given(pattern=st.text(alphabet="ab()[]{}|*+?^$\\-.,1dpL:<", max_size=12), text=st.text(alphabet="ab1-", max_size=4))
def test_any_pattern_is_refused_or_matches_as_in_python(pattern: str, text: str) -> None:
    try:
        machine = Machine(read_pattern(pattern))
        expected = re.compile(pattern).fullmatch(text) is not None
    except (BadPatternError, re.error):
        return

    assert machine.matches(text) is expected
