"""Workbooks as people really make them: what can be understood is read, what cannot is said at its cell."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from bot.workbook.plan_file import plan_workbook
from flows.plan import Plan
from tests.workbook_sample import cell, changed, faults_in, kamenov, notes_in, plan_in, read_bytes, row_of

Change = Callable[[Any], None]


def put(sheet: str, heading: str, row: int, value: object, shape: str = "") -> Change:
    """Write a value under a heading."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        found = cell(book[sheet], heading, row)
        found.value = value
        if shape:
            found.number_format = shape

    return change


def fact(label: str, value: object) -> Change:
    """Write one of the plan's own facts."""

    def change(book: Any) -> None:  # noqa: ANN401 - as above
        sheet = book["Plán"]
        row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row=row, column=1).value == label)
        sheet.cell(row=row, column=2).value = value

    return change


def item_row(book: Any, number: str) -> int:  # noqa: ANN401 - as above
    return row_of(book["Položky"], "Číslo", number)


def test_names_with_blanks_and_broken_lines_are_read_as_one_line() -> None:
    def untidy(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        sheet = book["Subjekty"]
        sheet["B2"].value = f"  {sheet['B2'].value.replace(' ', '  ')}\n"
        items = book["Položky"]
        for row in range(2, items.max_row + 1):
            lead = cell(items, "Odpovídá", row)
            lead.value = f"{lead.value}  " if lead.value else "   "
            cell(items, "Úroveň", row).value = cell(items, "Úroveň", row).value.upper() + "\xa0"
            cell(items, "Číslo", row).value = f" {cell(items, 'Číslo', row).value}"

    assert plan_in(changed(untidy)) == kamenov()


def test_numbers_kept_as_text_and_texts_kept_as_numbers_are_read() -> None:
    def retyped(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        items = book["Položky"]
        for row in range(2, items.max_row + 1):
            number = cell(items, "Číslo", row)
            if number.value.count(".") == 0:
                number.value = int(number.value)
            elif number.value.count(".") == 1:
                number.value = float(number.value)
        rounds = book["Sběry"]
        cell(rounds, "Období", 2).value = 2026
        cell(rounds, "Dny navíc", 2).value = " 2 "
        indicators = book["Ukazatele"]
        for row in range(2, indicators.max_row + 1):
            cell(indicators, "Cílová hodnota", row).value = float(cell(indicators, "Cílová hodnota", row).value)

    assert plan_in(changed(retyped)) == kamenov()


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (datetime(2027, 1, 29), "d.m.yyyy"),  # noqa: DTZ001 - a spreadsheet knows no zones
        (46416, "General"),
        ("29.1.2027", "@"),
        ("29. ledna 2027", "@"),
        ("2027-01-29", "@"),
    ],
)
def test_a_day_is_read_in_whatever_way_it_is_kept(value: object, shape: str) -> None:
    assert plan_in(changed(put("Sběry", "Termín", 2, value, shape))).rounds[0].deadline_on == date(2027, 1, 29)


def test_an_opening_may_have_a_time() -> None:
    plan = plan_in(changed(put("Sběry", "Zahájení", 2, "11. 1. 2027 8:30")))

    assert plan.rounds[0].opens_at == datetime(2027, 1, 11, 8, 30)  # noqa: DTZ001 - local


def test_a_period_may_be_named_and_a_round_may_come_back() -> None:
    def series(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        sheet = book["Sběry"]
        for heading, value in {
            "Období": "2026-H1", "Období od": None, "Období do": None, "Opakuje se": "pololetí", "Kolikrát": 3,
            "Termín": "31. ledna", "Zahájení": "11. ledna",
        }.items():  # fmt: skip
            cell(sheet, heading, 2).value = value

    plan = plan_in(changed(series))

    assert [round_.key for round_ in plan.rounds] == ["r2026-2026-H1", "r2026-2026-H2", "r2026-2027-H1"]
    assert [round_.period.to_on for round_ in plan.rounds] == [date(2026, 6, 30), date(2026, 12, 31), date(2027, 6, 30)]
    assert {len(round_.asks) for round_ in plan.rounds} == {len(kamenov().rounds[0].asks)}


def test_columns_may_be_reordered_and_called_by_other_names() -> None:
    def reordered(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        sheet = book["Položky"]
        rows = [[each.value for each in row] for row in sheet.iter_rows()]
        order = sorted(range(len(rows[0])), key=lambda place: str(rows[0][place]))
        names = {"Odpovídá": "GARANT *", "Spolupracuje": "Spolurealizátor (další)", "Název": "název"}
        for at, row in enumerate(rows, start=1):
            for column, place in enumerate(order, start=1):
                sheet.cell(row=at, column=column).value = names.get(str(row[place]), row[place])

    assert plan_in(changed(reordered)) == kamenov()


def test_a_title_above_the_headings_and_blank_rows_do_no_harm() -> None:
    def with_title(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        sheet = book["Subjekty"]
        sheet.insert_rows(1, 3)
        sheet["A1"].value = "Seznam partnerů města"
        sheet.insert_rows(7, 2)

    assert plan_in(changed(with_title)) == kamenov()


def test_sheets_may_be_reordered_and_called_by_other_names_and_others_may_lie_beside() -> None:
    def renamed(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        book["Subjekty"].title = "PARTNEŘI"
        book["Položky"].title = "Items"
        book.move_sheet("Items", 10)
        book.create_sheet("Poznámky")["A1"].value = "zavolat na kraj"
        book.create_sheet("Prázdný")

    data = changed(renamed)

    assert plan_in(data) == kamenov()
    assert notes_in(data) == {("workbook.unknown_sheet", "Poznámky")}


def test_a_hidden_sheet_counts_and_is_told() -> None:
    def hide(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        book["Zkratky"].sheet_state = "hidden"

    data = changed(hide)

    assert plan_in(data) == kamenov()
    assert notes_in(data) == {("workbook.hidden_sheet", "Zkratky")}


def test_a_column_that_nobody_knows_is_told_and_passed_over() -> None:
    def extra(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        sheet = book["Položky"]
        last = sheet.max_column + 1
        sheet.cell(row=1, column=last).value = "Poznámka"
        sheet.cell(row=5, column=last).value = "ověřit"
        sheet.cell(row=1, column=last + 1).value = "Prázdná"

    data = changed(extra)

    assert plan_in(data) == kamenov()
    assert notes_in(data) == {("workbook.unknown_column", "Položky!J1")}


def test_a_cell_merged_over_rows_counts_for_each_of_them() -> None:
    def merge(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        sheet = book["Položky"]
        first, last = item_row(book, "2.1.1"), item_row(book, "2.1.3")
        column = cell(sheet, "Odpovídá", 1).column_letter
        sheet.merge_cells(f"{column}{first}:{column}{last}")

    leads = {item.number: item.lead for item in plan_in(changed(merge)).items}

    assert {leads[number] for number in ("2.1.1", "2.1.2", "2.1.3")} == {"kotva"}


def test_merged_numbers_are_a_fault() -> None:
    def merge(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        sheet, first = book["Položky"], item_row(book, "2.1.1")
        sheet.merge_cells(f"D{first}:D{first + 1}")

    found = read_bytes(changed(merge))
    row = next(fault for fault in found.faults if fault.code == "workbook.merged")

    assert row.where.startswith("Položky!D")
    assert row.data["last"] == str(int(row.data["row"]) + 1)


@pytest.mark.parametrize(
    ("value", "shape", "probably"),
    [
        (datetime(2026, 2, 1), "d.m.", "1.2"),  # noqa: DTZ001 - a spreadsheet knows no zones
        (datetime(2026, 12, 3), "dd/mmm", "3.12"),  # noqa: DTZ001 - as above
        (datetime(2003, 2, 1), "d.m.yyyy", "1.2.3"),  # noqa: DTZ001 - as above
        (datetime(2003, 2, 1), '[$-405]d". "m". "yyyy', "1.2.3"),  # noqa: DTZ001 - as above
        (datetime(2026, 2, 1), '[$-409]d" y "mmm', "1.2"),  # noqa: DTZ001 - as above
    ],
)
def test_a_number_that_became_a_date_is_told_with_what_it_probably_was(
    value: datetime, shape: str, probably: str
) -> None:
    found = read_bytes(changed(put("Položky", "Číslo", 3, value, shape)))

    assert [(fault.code, fault.where) for fault in found.faults] == [("workbook.number_is_date", "Položky!D3")]
    assert found.faults[0].data["probably"] == probably


def test_a_number_that_became_a_time_is_told() -> None:
    assert faults_in(changed(put("Položky", "Číslo", 3, time(1, 10)))) == {("workbook.number_is_time", "Položky!D3")}


def test_a_zero_that_was_lost_from_a_number_is_told_with_what_it_probably_was() -> None:
    def many(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        sheet = book["Položky"]
        for last in range(3, 10):
            sheet.append([None, None, "opatření", f"1.{last}", f"Opatření {last}"])
        sheet.append([None, None, "opatření", 1.1, "Opatření deset"])

    found = read_bytes(changed(many))

    assert [(fault.code, fault.where) for fault in found.faults] == [("workbook.number_lost_zero", "Položky!D48")]
    assert (found.faults[0].data["probably"], found.faults[0].data["first"]) == ("1.10", "Položky!D3")


def test_a_formula_counts_by_its_value_and_its_error_is_told() -> None:
    def errors(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        found = cell(book["Položky"], "Název", 5)
        found.value = "#REF!"
        found.data_type = "e"

    assert faults_in(changed(errors)) == {("workbook.formula_error", "Položky!E5")}


def test_everything_wrong_is_told_at_once_each_at_its_cell() -> None:
    def wrong(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        items = book["Položky"]
        cell(items, "Číslo", 3).value = "1"  # another item's
        cell(items, "Odpovídá", 4).value = "Neznámý spolek"
        cell(items, "Odpovídá", 5).value = None
        cell(items, "Úroveň", 6).value = "úkol"
        cell(items, "Číslo", 7).value = datetime(2026, 2, 1)  # noqa: DTZ001 - as a spreadsheet has it
        cell(items, "Číslo", 7).number_format = "d.m."
        cell(items, "Název", 8).value = None
        cell(items, "Spolupracuje", 9).value = "Odbor sociálních věcí\nNikdo"
        cell(items, "Patří pod", 9).value = "9.9"
        rounds = book["Sběry"]
        cell(rounds, "Termín", 2).value = "brzy"
        cell(rounds, "Dny navíc", 2).value = "pár"
        cell(book["Ukazatele"], "Položka", 2).value = "7.7.7"
        cell(book["Subjekty"], "Druh", 3).value = "spolek"
        cell(book["Subjekty"], "Zástupce", 2).value = "Nikdo"
        cell(book["Dotazy"], "Kdo odpovídá", 2).value = "někdo"
        fact("Vlastník", None)(book)

    assert faults_in(changed(wrong)) == {
        ("workbook.empty_cell", "Plán!B4"),
        ("plan.duplicate", "Položky!D3"),
        ("plan.unknown_actor", "Položky!G4"),
        ("plan.no_lead", "Položky!G5"),
        ("workbook.unknown_level", "Položky!C6"),
        ("workbook.number_is_date", "Položky!D7"),
        ("workbook.empty_cell", "Položky!E8"),
        ("plan.unknown_actor", "Položky!H9"),
        ("workbook.unknown_item", "Položky!I9"),
        ("plan.unknown_kind", "Subjekty!C3"),
        ("plan.unknown_actor", "Subjekty!F2"),
        ("workbook.unknown_item", "Ukazatele!C2"),
        ("workbook.day_expected", "Sběry!G2"),
        ("workbook.whole_expected", "Sběry!H2"),
        ("workbook.bad_choice", "Dotazy!H2"),
    }


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (put("Sběry", "Termín", 2, date(2026, 1, 1)), ("plan.deadline_before_opening", "Sběry!G2")),
        (put("Sběry", "Období do", 2, date(2025, 1, 1)), ("plan.period_backwards", "Sběry!E2")),
        (put("Sběry", "Zahájení", 2, date(1985, 1, 1)), ("plan.far_date", "Sběry!F2")),
        (put("Položky", "Úroveň", 2, "aktivita"), ("plan.no_parent", "Položky!C2")),
        (put("Položky", "Úroveň", 3, "priorita"), ("plan.level_order", "Položky!C3")),
        (put("Položky", "Klíč", 3, "Číslo 1/1"), ("plan.bad_key", "Položky!A3")),
        (put("Položky", "Klíč", 3, "p1"), ("plan.duplicate", "Položky!A3")),
        (put("Položky", "Strom", 3, "vedlejší"), ("plan.unknown_tree", "Položky!B3")),
        (put("Subjekty", "Název", 3, "Městská policie Kamenov"), ("workbook.two_of_name", "Položky!G17")),
        (put("Skupiny", "Skupina", 2, "Neznámá"), ("plan.unknown_actor", "Skupiny!A2")),
        (put("Dotazy", "Sběr", 2, "Loni"), ("plan.unknown_round", "Dotazy!A2")),
        (put("Dotazy", "Formulář", 2, "jiny"), ("plan.unknown_form", "Dotazy!C2")),
        (put("Dotazy", "Jen položky", 2, "9.9"), ("plan.empty_filter", "Dotazy!G2")),
        (put("Loňské odpovědi", "Položka", 2, "9.9.9"), ("workbook.unknown_item", "Loňské odpovědi!B2")),
        (put("Loňské odpovědi", "Položka", 2, "1.1.3"), ("workbook.two_rows", "Loňské odpovědi!B3")),
        (put("Zprávy", "Sběry", 2, "Loni"), ("plan.unknown_round", "Zprávy!E2")),
        (put("Titulní strana", "Zpráva", 2, "Jiná"), ("workbook.unknown_report", "Titulní strana!A2")),
        (put("Záznamy", "Rejstřík", 2, "Jiný"), ("workbook.unknown_register", "Záznamy!A2")),
        (put("Zkratky", "Zkratka", 3, "APK"), ("workbook.twice", "Zkratky!A3")),
        (put("Upozornění", "Krok", 2, "zavolat"), ("workbook.bad_choice", "Upozornění!C2")),
        (put("Upozornění", "Kdy", 2, "někdy"), ("plan.two_moments", "Upozornění!E2")),
        (fact("Časové pásmo", "Praha"), ("plan.unknown_zone", "Plán!B19")),
        (fact("Osobní údaje česky", None), ("plan.no_privacy", "Plán!B14")),
        (fact("Co se počítá", "vše"), ("workbook.bad_choice", "Plán!B17")),
    ],
)
def test_each_fault_is_told_at_its_cell(change: Change, fault: tuple[str, str]) -> None:
    assert fault in faults_in(changed(change))


def test_sheets_and_columns_that_are_missing_or_double_are_told() -> None:
    def broken(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        book.remove(book["Úrovně"])
        book.copy_worksheet(book["Zkratky"]).title = "abbreviations"
        cell(book["Položky"], "Název", 1).value = "Jak se to jmenuje"
        book["Skupiny"]["A1"].value = book["Skupiny"]["B1"].value = None
        cell(book["Subjekty"], "Telefon", 1).value = "E-mail"

    assert faults_in(changed(broken)) >= {
        ("workbook.no_sheet", "Úrovně"),
        ("workbook.two_sheets", "abbreviations"),
        ("workbook.no_column", "Položky"),
        ("workbook.no_heading", "Skupiny"),
        ("workbook.two_columns", "Subjekty!E1"),
    }


def test_a_level_that_was_skipped_is_told_but_hinders_nothing() -> None:
    def skip(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        sheet = book["Položky"]
        sheet.append([None, None, "priorita", "5", "Pátá"])
        sheet.append([None, None, "aktivita", "5.1", "Aktivita", None, "Odbor sociálních věcí"])

    data = changed(skip)
    found = read_bytes(data)

    assert isinstance(found.plan, Plan)
    assert {(note.code, note.where) for note in found.notes} == {("workbook.level_skipped", "Položky!C42")}
    assert found.plan.items[-1].parent == "p5"


def test_a_number_that_became_a_date_is_still_known_to_the_other_sheets() -> None:
    data = changed(put("Položky", "Číslo", 4, datetime(2001, 1, 1), "d.m.yy"))  # noqa: DTZ001 - as a spreadsheet has it

    assert faults_in(data) == {("workbook.number_is_date", "Položky!D4")}


def test_a_code_that_no_form_has_is_told() -> None:
    data = changed(put("Stupnice plnění", "Kód", 2, "splneno"))

    assert ("workbook.unknown_code", "Stupnice plnění!A2") in notes_in(data)


def test_the_first_of_two_equal_numbers_is_named_by_its_cell() -> None:
    (fault, *_) = read_bytes(changed(put("Položky", "Číslo", 3, "1"))).faults

    assert (fault.where, fault.data["first"]) == ("Položky!D3", "Položky!D2")


def test_nested_bullets_and_lines_of_a_description_stay() -> None:
    body = "Kroky:\n- první\n  - vnořený\n  - druhý vnořený\n- poslední"
    plan = plan_in(changed(put("Položky", "Popis", 4, body)))

    assert plan.items[2].body == body


def test_items_may_be_sorted_by_anything() -> None:
    def sort(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        sheet = book["Položky"]
        rows = sorted(([each.value for each in row] for row in sheet.iter_rows(min_row=2)), key=lambda row: row[4])
        for at, row in enumerate(rows, start=2):
            for column, value in enumerate(row, start=1):
                sheet.cell(row=at, column=column).value = value

    plan = plan_in(changed(sort))

    assert sorted(plan.items, key=lambda item: item.key) == sorted(kamenov().items, key=lambda item: item.key)


def test_contributors_may_be_parted_by_semicolons_commas_and_called_by_keys_and_abbreviations() -> None:
    plan = plan_in(changed(put("Položky", "Spolupracuje", 4, "MP, pcr; Odbor sociálních věcí")))

    assert plan.items[2].contributors == ("mp", "pcr", "osv")


def test_a_workbook_in_english_is_read_too() -> None:
    english = plan_workbook(kamenov(), "en")

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        cell(book["Asks"], "Who answers", 2).value = "contributor"

    assert plan_in(changed(change, english)).rounds[0].asks[0].role == "contributor"
