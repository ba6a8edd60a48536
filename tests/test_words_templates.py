"""The voice of the product, held over every text and label of both languages."""

from collections.abc import Callable

import pytest
from markupsafe import Markup

from bot.own_words import markup_faults
from bot.words import LANGUAGES, labels, placeholders, sources, words_for
from tests.words_rules import (
    agrees_with_level,
    familiar,
    forbidden_signs,
    forbidden_words,
    gendered,
    hard_to_vocalise,
    inflected,
    label_faults,
    past_of_somebody,
    politeness,
    too_long,
    visible,
)
from tests.words_samples import LONGEST_TITLE, sample

Rule = Callable[[str], list[str]]

NO_SCREEN = {
    "letter": "a letter on paper or by e-mail",
    "overview": "a list of up to five items",
    "check": "a list of all answers of an item",
    "review": "all answers of an item",
    "reword_which": "a list of all texts of an item",
    "table_guide": "a sheet of a workbook",
    "table_preview": "a list of what a table changes",
    "table_faults": "a list of what is to be mended in a table",
    "return_what": "a list of all answers of an item",
    "echo_lines": "a list of what was typed",
    "echo_sources": "a list of what was typed",
}
"""Texts that may be longer than a screen, with the reason."""
AFTER_PREPOSITION = frozenset({"minutes", "expires", "level_genitive", "level_many", "n", "on", "year"})
"""Values that may follow a preposition: a number of minutes, a day in the genitive, the level's own genitives, a count
or a day after the reflexive "se", a period (a year, quarter or month says the same in the accusative)."""
OUR_FAULTS = frozenset({"our_fault", "our_fault_report", "file_fetch_failed"})
OPERATOR = frozenset({"our_fault_admin"})
"""Messages to whoever runs the service; they quote the machine."""
TO_AUTHORS = frozenset(
    {
        *("form_which", "form_none", "form_making", "form_caption", "form_faults", "form_of_others", "form_same"),
        *("form_preview", "form_used", "form_dropped", "form_meanwhile", "trial_of_form_ended", "form_name"),
    }
)
"""Messages to a coordinator who writes forms: there a form is called a form."""


def message(language: str, key: str, **changed: object) -> str:
    return words_for(language).text(key, **{**sample(language, key), **changed})


def broken(rule: Rule, language: str, *, but: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """Try a rule on every message and label; give what breaks it."""
    words = words_for(language)
    said = {key: message(language, key) for key in sources(language) if key not in but}
    said |= {f"[{key}]": words.label(key, **sample(language, key)) for key in labels(language) if key not in but}
    return {key: found for key, text in said.items() if (found := rule(text))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_has_a_sample(language: str) -> None:
    wanted = frozenset().union(
        *(placeholders(one) for one in (*sources(language).values(), *labels(language).values()))
    )

    assert wanted - sample(language).keys() == frozenset()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_has_eight_lines_of_forty_characters(language: str) -> None:
    long = broken(too_long, language)

    assert {key: found for key, found in long.items() if key not in NO_SCREEN} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_official_title_does_not_count(language: str) -> None:
    head = Markup(message(language, "head", title=LONGEST_TITLE) + "\n")  # noqa: S704 - rendered with autoescape

    assert LONGEST_TITLE in head
    assert LONGEST_TITLE not in visible(head)
    assert too_long(message(language, "question", head=head)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_short_and_plain(language: str) -> None:
    words = words_for(language)
    found = {key: label_faults(words.label(key, **sample(language, key))) for key in labels(language)}

    assert {key: faults for key, faults in found.items() if faults} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_blames(language: str) -> None:
    assert broken(lambda text: forbidden_words(text, language), language, but=OPERATOR | TO_AUTHORS | {"decline"}) == {}


@pytest.mark.parametrize("rule", [forbidden_signs, politeness, markup_faults])
@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_politeness_and_markup_keep_the_rules(language: str, rule: Rule) -> None:
    assert broken(rule, language) == {}


@pytest.mark.parametrize("rule", [gendered, familiar, hard_to_vocalise])
def test_czech_speaks_politely_and_without_gender(rule: Rule) -> None:
    assert broken(rule, "cs") == {}


def test_no_name_is_inflected() -> None:
    found = {key: inflected(text, AFTER_PREPOSITION) for key, text in (sources("cs") | labels("cs")).items()}

    assert {key: faults for key, faults in found.items() if faults} == {}


@pytest.mark.parametrize("rule", [agrees_with_level, past_of_somebody])
def test_nothing_agrees_with_a_gender_that_is_not_known(rule: Rule) -> None:
    assert {key: found for key, text in sources("cs").items() if (found := rule(text))} == {}


def test_we_are_sorry_only_for_our_own_fault() -> None:
    for language, sorry in (("cs", "omlouváme"), ("en", "sorry")):
        assert {key for key, text in sources(language).items() if sorry in text.lower()} == OUR_FAULTS


def test_no_line_runs_into_the_next_one() -> None:
    overview = message("cs", "overview").splitlines()

    assert overview[:3] == ["<b>Klub Kotva, z. s.</b>", "Hotovo 3/72, termín: pátek 29. ledna",
                            "2.2.1 Podporovat volnočasové kluby pro děti…: odesláno"]  # fmt: skip
    assert message("cs", "status").splitlines()[1].startswith("Odesláno 31/72")
    assert message("cs", "head").splitlines()[2].startswith("Loni: ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_something_without_a_number_leaves_no_gap(language: str) -> None:
    for key in ("head", "check", "not_ours", "sent_already", "told_question", "corrected"):
        assert "  " not in message(language, key, number="")


@pytest.mark.parametrize(
    ("rule", "bad"),
    [
        (too_long, "slovo " * 60),
        (too_long, "\n".join("123456789")),
        (too_long, "<blockquote>" + "slovo " * 60 + "</blockquote>"),
        (label_faults, "Tohle je tlačítko, které je moc dlouhé"),
        (label_faults, "Odeslat."),
        (label_faults, "<b>Odeslat</b>"),
        (label_faults, ""),
        (lambda text: forbidden_words(text, "cs"), "Chybně zadaná částka."),
        (lambda text: forbidden_words(text, "cs"), "Neplatný odkaz."),
        (lambda text: forbidden_words(text, "cs"), "Toto je povinné pole."),
        (lambda text: forbidden_words(text, "cs"), "Přeskočit"),
        (lambda text: forbidden_words(text, "cs"), "Máte jednu připomínku."),
        (lambda text: forbidden_words(text, "cs"), "Jsem bot."),
        (lambda text: forbidden_words(text, "en"), "Invalid amount."),
        (lambda text: forbidden_words(text, "en"), "Your organization."),
        (forbidden_signs, "Hotovo!"),
        (forbidden_signs, "Hotovo \N{PARTY POPPER}"),
        (forbidden_signs, "Hotovo \N{WHITE HEAVY CHECK MARK}"),
        (forbidden_signs, 'Píše: "ahoj"'),
        (forbidden_signs, "Organizace: Klub Kotva, z. s.."),
        (politeness, "Prosíme o podklady. Pošlete je prosím."),
        (politeness, "Děkujeme. Ještě jednou děkujeme."),
        (gendered, "Odeslal jste podklady."),
        (gendered, "Odeslali jste podklady."),
        (gendered, "Podklady jste už odeslala."),
        (gendered, "Byl jste první."),
        (gendered, "Jste připojeni."),
        (gendered, "Jste připojen."),
        (gendered, "Uložil jsem odpověď."),
        (gendered, "Odpověď jsme uložili."),
        (gendered, "Zvolili jste jinou možnost."),
        (gendered, "Zapsali jste to včera."),
        (gendered, "Chtěl byste pokračovat?"),
        (gendered, "Kdybyste chtěli, pokračujte."),
        (gendered, "Jste pozvána k vyplnění."),
        (gendered, "Odeslal/a"),
        (gendered, "Odeslal(a)"),
        (gendered, "Rád poradím."),
        (gendered, "Role: koordinátor."),
        (familiar, "Napiš částku."),
        (familiar, "Máš hotovo."),
        (hard_to_vocalise, "Je to v 2 aktivitách."),
        (hard_to_vocalise, "Sejdeme se v\N{NO-BREAK SPACE}14:00."),
        (markup_faults, "<u>podtrženo</u>"),
        (markup_faults, "<blockquote>krátká</blockquote>"),
        (markup_faults, "<b>bez konce"),
        (markup_faults, "konec</b>"),
        (agrees_with_level, "{{ level|numbered(number)|capitalize_first }} je odeslaná."),
        (agrees_with_level, "{{ level }} {{ number }} byla odeslána."),
        (past_of_somebody, "{{ name }} odeslal podklady."),
        (past_of_somebody, "{{ actor }} už doplnila odpověď."),
    ],
)
def test_each_rule_catches_what_it_is_for(rule: Rule, bad: str) -> None:
    assert rule(bad) != []


@pytest.mark.parametrize("preposition", ["za", "od", "k", "s", "v", "z", "pro"])
def test_a_name_after_a_preposition_is_caught(preposition: str) -> None:
    template = f"Odpovídáte {preposition} {{{{ actor }}}}."

    assert inflected(template, AFTER_PREPOSITION) == [f"{preposition} {{{{ actor"]


@pytest.mark.parametrize(
    ("rule", "good"),
    [
        (gendered, "Odesláno. Odpověď máme, připojení je hotové."),
        (gendered, "Odpovídáte za organizaci: Městská policie. Jste zde poprvé?"),
        (gendered, "Připojení je hotové, sběr začne v pondělí."),
        (too_long, "x\n<blockquote expandable>" + "slovo " * 100 + "</blockquote>"),
        (past_of_somebody, "Povolí ji: {{ contact }}, odpovídá: {{ name }} (tel.)"),
        (hard_to_vocalise, "Odpověď ke 2 aktivitám, položka 2/6, ve 14:00."),
        (forbidden_signs, "Součet 190 000 Kč · ČÁSTEČNĚ → ANO, „zítra“ – vše…"),
        (markup_faults, '<b>a</b> <i>b</i> <a href="https://example.org">c</a> <blockquote expandable>d</blockquote>'),
    ],
)
def test_no_rule_catches_what_is_well_said(rule: Rule, good: str) -> None:
    assert rule(good) == []
