"""Checks of what people wrote in sentences: each finds the slip and leaves alone what only looks like one."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from flows.consistency import find_inconsistencies
from tests.consistency_sample import OF_ANSWERS, Rows, club, codes, described, found
from tests.report_sample import snapshot, task

COPIED = (
    "Klub nabízel odpoledne dětem a dospívajícím bezpečné místo, pomoc se školou, rozhovor s pracovníkem, sport "
    "i výtvarné dílny, jednou za měsíc také výlet do okolí, na který přispěli rodiče i spolek."
)


# percentages


@pytest.mark.parametrize(
    ("text", "stated", "computed"),
    [
        ("Programem prošlo 32 dětí ze 40 (85 %).", "85", "80"),
        ("Programem prošlo 32 dětí z celkem 40 dětí (85 %).", "85", "80"),
        ("Přišlo 1 250 osob z 2 500, tj. 45,5 %.", "45.5", "50.0"),
        ("It reached 32 children of 40 (85 %).", "85", "80"),
    ],
)
def test_a_share_that_its_numbers_do_not_give_is_found(text: str, stated: str, computed: str) -> None:
    (finding,) = found(described(text))

    assert finding.code == "percentage"
    assert (finding.stated, finding.computed) == (Decimal(stated), Decimal(computed))


@pytest.mark.parametrize(
    "text",
    [
        "Programem prošlo 32 dětí ze 40 (80 %).",
        "Programem prošla třetina: 13 z 39 (33 %), loni 12 z 39 (31 %).",
        "Uspělo 7 z 9 (78 %).",
        "Z 25. 3. do 40 (12 %) to vzrostlo.",
        "Ubylo o 15 %.",
        "Z 0 z 0 (5 %).",
    ],
)
def test_a_share_that_agrees_or_has_no_numbers_is_not_found(text: str) -> None:
    assert codes(described(text)) == []


# references


def test_a_text_that_names_a_missing_item_is_found() -> None:
    (finding,) = found(described("Podrobně viz aktivita 2.2.9."))

    assert (finding.code, finding.data) == ("reference_lost", {"text": "aktivita 2.2.9"})


@pytest.mark.parametrize(
    "text",
    [
        "Podrobně viz aktivita 2.2.7.",
        "Souvisí s opatřením 2.2 a prioritou 3.",
        "Naplňuje opatření 4.9 Národní strategie.",
        "Odpovídá aktivitě 7.3.1 projektu.",
        "Verze 3.4.1 programu byla nasazena 3. 4. 2026.",
    ],
)
def test_a_text_that_names_an_item_or_another_document_is_not_found(text: str) -> None:
    assert codes(described(text)) == []


def test_a_listed_reference_that_the_plan_lost_is_found() -> None:
    assert codes(task("2.1.1", degree="fulfilled", references=["9.9.9"])) == ["reference_lost"]
    assert codes(task("2.1.1", degree="fulfilled", references=["2.2.7"])) == []


# what lies behind


@pytest.mark.parametrize(
    "text",
    [
        "Přednáška se uskuteční 12. 11. 2026.",
        "V roce 2026 proběhne revize kamer.",
        "Výstava je plánována na 5. června 2026.",
        "The lecture is planned for 12. 11. 2026.",
    ],
)
def test_a_future_that_has_passed_is_found(text: str) -> None:
    (finding,) = found(described(text))

    assert (finding.code, finding.data) == ("planned", {"text": text})


@pytest.mark.parametrize(
    "text",
    [
        "Přednáška se uskuteční 12. 2. 2027.",
        "V roce 2027 budeme pokračovat.",
        "Přednáška se uskutečnila 12. 11. 2026.",
        "V klubu se bude pokračovat.",
        "Přednáška měla být 12. 11. 2026 a bude přesunuta.",
        "Projekt běží od 1. 3. 2026 a bude ukončen v roce 2028.",
    ],
)
def test_a_future_ahead_and_a_past_told_are_not_found(text: str) -> None:
    assert codes(described(text)) == []


def test_plans_are_not_held_against_a_period_that_goes_on() -> None:
    early = replace(
        snapshot([described("Přednáška se uskuteční 12. 11. 2026.")]), made_at=datetime(2026, 9, 1, tzinfo=UTC)
    )

    assert find_inconsistencies(early, checks=OF_ANSWERS) == ()


# other towns


@pytest.mark.parametrize(
    "text", ["Rada města Břidlov schválila záměr.", "Klub zřídilo vedení.\nMěsto Břidlov přispělo na provoz."]
)
def test_another_towns_name_in_the_place_of_ones_own_is_found(text: str) -> None:
    (finding,) = found(described(text))

    assert (finding.code, finding.data["name"]) == ("other_town", "Břidlov")


@pytest.mark.parametrize(
    "text",
    [
        "Rada města Kamenova schválila záměr.",
        "Strážníci jeli na výměnu zkušeností do města Břidlov.",
        "Rada města schválila záměr. Březen byl bez akcí.",
        "Děti z obce Lhotka dojížděly.",
    ],
)
def test_ones_own_town_and_visits_elsewhere_are_not_found(text: str) -> None:
    assert codes(described(text)) == []


# near copies


def test_a_text_that_says_the_same_of_another_item_is_found_with_both_places() -> None:
    (finding,) = found(described(COPIED), described(COPIED.replace("jednou", "dvakrát"), "2.2.7"))

    assert finding.code == "near_copy"
    assert [place.item for place in finding.places] == ["2.2.7", "2.1.1"]


def test_short_texts_and_texts_of_their_own_are_not_found() -> None:
    other = COPIED.replace("odpoledne dětem", "ráno seniorům").replace("sport i výtvarné", "zpěv i kuchařské")

    assert codes(described("Plněno průběžně, bez změn."), described("Plněno průběžně, bez změn.", "2.2.7")) == []
    assert codes(described(COPIED), described(other.replace("výlet do okolí", "setkání v sále"), "2.2.7")) == []


# quotation marks


@pytest.mark.parametrize(
    "text", ["Kampaň „Bezpečně domů běžela celý rok.", 'Leták "Pozor vyšel.', "Leták Pozor“ vyšel."]
)
def test_a_quotation_mark_without_a_partner_is_found(text: str) -> None:
    assert codes(described(text)) == ["quotes"]


@pytest.mark.parametrize(
    "text",
    [
        "Kampaň „Bezpečně domů“ běžela.",
        'Leták "Pozor" vyšel.',
        "Leták „Pozor” vyšel.",
        "The “Safe home” campaign went on.",
        'Obrazovka 27" visí v podchodu.',
    ],
)
def test_marks_in_pairs_and_inches_are_not_found(text: str) -> None:
    assert codes(described(text)) == []


# bullets and numbers of lines


@pytest.mark.parametrize(
    "text", ["Bylo toto:\n- beseda\n-\n- výstava", "1. beseda\n2.\n3. výstava", "Bylo:\n•\n• beseda"]
)
def test_a_bullet_without_words_is_found(text: str) -> None:
    assert "empty_bullet" in codes(described(text))


@pytest.mark.parametrize("text", ["- beseda\n- výstava", "beseda – výstava", "–", "Výdaj 12.\nPak nic."])
def test_bullets_with_words_and_dashes_are_not_found(text: str) -> None:
    assert codes(described(text)) == []


def test_numbered_lines_that_leave_a_number_out_are_found() -> None:
    (finding,) = found(described("1. beseda\n2. výstava\n4. kurz"))

    assert (finding.code, finding.data) == ("numbering", {"before": "2", "after": "4"})


@pytest.mark.parametrize(
    "text",
    ["1. beseda\n2. výstava", "1. beseda\n1. výstava\n2. kurz", "3. beseda\n7. výstava", "12. 3. beseda\n15. 5. kurz"],
)
def test_numbers_in_order_and_other_numbers_are_not_found(text: str) -> None:
    assert codes(described(text)) == []


# levels


@pytest.mark.parametrize(
    "text", ["Aktivita nebyla v roce 2026 realizována.", "Nerealizováno.", "Nebylo splněno. Chyběli lidé."]
)
def test_done_beside_a_text_that_denies_it_is_found(text: str) -> None:
    (finding,) = found(described(text))

    assert finding.code == "level_text"
    assert finding.places[0].question == "degree"


def test_not_done_beside_a_text_that_affirms_it_is_found() -> None:
    assert codes(task("2.1.1", degree="not_fulfilled", description=["Aktivita byla splněna v květnu."])) == [
        "level_text"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kurz nebyl plně obsazen.",
        "Aktivita nebyla zcela dokončena, chybí poslední beseda.",
        "Konaly se besedy. Nerealizováno zůstalo jen divadlo.",
        "Aktivita nebyla realizována v plném rozsahu, ale většina ano.",
    ],
)
def test_a_text_that_only_qualifies_is_not_found(text: str) -> None:
    assert codes(described(text)) == []


def test_a_degree_that_a_form_of_ones_own_asks_as_several_choices_is_passed_over() -> None:
    assert codes(task("2.1.1", degree=["not_fulfilled"], hindrance="lack_money", project_count=3)) == []
    assert codes(task("2.1.1", degree=["not_fulfilled"], description=["Aktivita byla splněna v květnu."])) == []


def test_a_level_that_was_left_out_is_found() -> None:
    assert codes(task("2.1.1", description=["Leták vyšel."])) == ["level_missing"]
    assert codes(described("Leták vyšel.")) == []


def test_not_done_beside_projects_is_found() -> None:
    (finding,) = found(task("2.1.1", degree="not_fulfilled", hindrance="lack_money", project_count=3))

    assert (finding.code, finding.stated) == ("level_count", Decimal(3))
    assert codes(task("2.1.1", degree="partly", hindrance="lack_money", project_count=3)) == []
    assert codes(task("2.1.1", degree="not_fulfilled", hindrance="lack_money", project_count=0)) == []


def test_not_done_beside_a_project_that_is_named_only_is_not_found() -> None:
    named: Rows = [{"project_name": "Klub"}]

    assert codes(task("2.1.1", degree="not_fulfilled", hindrance="lack_money", repeats={"projects": named})) == []


def test_done_with_nothing_but_zeros_is_found() -> None:
    zeros: Rows = [{"count_name": ["Počet besed"], "count_value": 0}]
    bare = task("2.1.1", degree="fulfilled", description=["Počet akcí: 0"], repeats={"counts": zeros})
    (finding,) = found(bare)

    assert (finding.code, finding.stated) == ("zero_activity", Decimal(0))
    told = task("2.1.1", degree="fulfilled", description=["Místo besed vyšel leták."], repeats={"counts": zeros})
    assert codes(told) == []
    assert codes(club(costs=[{"amount": "10"}], project_count=0)) == []
