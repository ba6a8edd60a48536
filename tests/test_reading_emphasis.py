from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.heard import Changed, Said
from bot.intake.telegram_updates import heard_in
from bot.intake.update_shape import UpdateShape
from flows.reading.emphasis import MARKED, Span, SpanKind, marked, unmarked
from reports.prose import prose

KINDS: st.SearchStrategy[SpanKind] = st.sampled_from(["bold", "italic"])
TEXT = "Klub Kotva měl otevřeno\n212 dní v roce."


def spans(*found: tuple[int, int, SpanKind]) -> list[Span]:
    return [Span(start=start, end=end, kind=kind) for start, end, kind in found]


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ([(0, 10, "bold")], "**Klub Kotva** měl otevřeno\n212 dní v roce."),
        ([(0, 11, "bold")], "**Klub Kotva** měl otevřeno\n212 dní v roce."),
        ([(15, 31, "italic")], "Klub Kotva měl __otevřeno__\n__212 dní__ v roce."),
        ([(0, 10, "bold"), (0, 10, "italic")], "**__Klub Kotva__** měl otevřeno\n212 dní v roce."),
        ([(0, 10, "bold"), (5, 10, "italic")], "**Klub __Kotva__** měl otevřeno\n212 dní v roce."),
        ([(0, 10, "bold"), (5, 14, "italic")], "**Klub Kotva** měl otevřeno\n212 dní v roce."),
        ([(1, 3, "bold")], TEXT),
        ([(10, 11, "bold")], TEXT),
        ([], TEXT),
    ],
)
def test_spans_become_marks_on_each_line(found: Sequence[tuple[int, int, SpanKind]], text: str) -> None:
    assert marked(TEXT, spans(*found)) == text


def test_a_link_keeps_its_words_and_address() -> None:
    link = Span(start=0, end=10, kind="link", address="https://kotva.example/a")

    assert marked("Klub Kotva", [link]) == "[Klub Kotva](https://kotva.example/a)"
    assert unmarked("[Klub Kotva](https://kotva.example/a)") == "Klub Kotva (https://kotva.example/a)"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Klub** otevřen", "<p><strong>Klub</strong> otevřen</p>"),
        ("- **Klub __Kotva__**", "<ul><li><strong>Klub <em>Kotva</em></strong></li></ul>"),
        ("[Klub](https://a.example/x)", '<p><a href="https://a.example/x">Klub</a></p>'),
        ("[Klub](javascript:x)", "<p>[Klub](javascript:x)</p>"),
        ("**<b>**", "<p><strong>&lt;b&gt;</strong></p>"),
        ("5 ** 2 ** 3, a**b**c, ____ , __", "<p>5 ** 2 ** 3, a**b**c, ____ , __</p>"),
    ],
)
def test_marks_are_set_in_the_report(text: str, html: str) -> None:
    assert prose(text) == html


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), KINDS)))
def test_marks_never_change_the_words(text: str, found: list[tuple[int, int, SpanKind]]) -> None:
    if not MARKED.search(text):
        inside = [(min(a, len(text)), min(b, len(text)), kind) for a, b, kind in found if a < b]

        assert unmarked(marked(text, spans(*inside))) == text


@given(st.text(alphabet="ab *_[]()\n"))
def test_taking_marks_off_comes_to_an_end(text: str) -> None:
    assert unmarked(unmarked(text)) == unmarked(text)


def update(kind: str, **more: object) -> UpdateShape:
    message = {
        "message_id": 7,
        "date": 1,
        "chat": {"id": 5, "type": "private"},
        "from": {"id": 5, "is_bot": False, "first_name": "P"},
        "text": "😀 Klub Kotva",
        "entities": [{"type": "bold", "offset": 3, "length": 10}, {"type": "hashtag", "offset": 0, "length": 1}],
    }
    return UpdateShape.model_validate({"update_id": 1, kind: message | more})


def test_telegrams_bold_is_marked_behind_an_emoji_too() -> None:
    said = heard_in(update("message"), "bot")

    assert isinstance(said, Said)
    assert (said.text, said.marked) == ("😀 Klub Kotva", "😀 **Klub Kotva**")


def test_an_edited_message_keeps_its_marks() -> None:
    changed = heard_in(update("edited_message"), "bot")

    assert isinstance(changed, Changed)
    assert changed.marked == "😀 **Klub Kotva**"


def test_plain_text_carries_no_marks() -> None:
    said = heard_in(update("message", entities=[]), "bot")

    assert isinstance(said, Said)
    assert said.marked == ""
