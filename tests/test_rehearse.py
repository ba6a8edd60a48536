"""`plneni rehearse`: a whole round played in a database of its own, printed as each person received it."""

import re
from datetime import date, time
from pathlib import Path

import pytest

from bot.cli import main
from bot.sandbox.attendance import Attendance
from flows.working_days import is_working_day
from tests.cli_world import KAMENOV, Ran

FORMATS = 'formats = ["docx", "pdf", "html", "xlsx", "json"]'
RECEIVED = re.compile(r"^  (?P<day>\d{4}-\d\d-\d\d) (?P<time>\d\d:\d\d)  (?P<text>.+)$")
CAME = "odpovídá brzy|odpovídá po částech|neodpovídá|odpovídá po termínu|bota zablokuje|nepřipojí se|koordinace sběru"
PERSON = re.compile(rf"^(?P<name>\w[^,:]*)(?:, (?P<actor>.+))?: (?P<came>{CAME})$")


class Play:
    """Where `plneni rehearse` runs: a production database is configured, and must stay unmade."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capture = folder, capture
        self.production = folder / "production.sqlite3"
        patch.chdir(folder)
        patch.setenv("PLNENI_DATABASE_URL", f"sqlite+aiosqlite:///{self.production}")
        (folder / "kamenov.toml").write_text(KAMENOV.replace(FORMATS, 'formats = ["html"]'), "utf-8")

    def run(self, *words: str) -> Ran:
        """Run the command."""
        code = main(["rehearse", *words])
        printed = self._capture.readouterr()
        return Ran(code=code, out=printed.out, err=printed.err)


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Play:
    monkeypatch.setenv("LANG", "cs_CZ.UTF-8")
    return Play(tmp_path, monkeypatch, capsys)


def by_person(printed: str) -> dict[str, tuple[str, list[tuple[str, str, str]]]]:
    """Give by actor how its person came, and what they received."""
    found: dict[str, tuple[str, list[tuple[str, str, str]]]] = {}
    rows: list[tuple[str, str, str]] = []
    for line in printed.splitlines():
        if person := PERSON.match(line):
            rows = []
            found[person["actor"] or ""] = (person["came"], rows)
        elif received := RECEIVED.match(line):
            rows.append((received["day"], received["time"], received["text"]))
    return found


def test_a_whole_round_is_played_and_printed_and_nothing_real_is_touched(play: Play) -> None:
    ran = play.run("kamenov.toml", "--folder", "played")
    heard = by_person(ran.out)

    assert ran.code == 0, ran.err
    assert not play.production.exists()
    assert {came for came, _ in heard.values()} == set(CAME.split("|"))
    assert "nevěděla" not in ran.out
    for came, rows in heard.values():
        begun = [text for _, _, text in rows if text.startswith("Dobrý den, prosíme o podklady")]
        assert len(begun) == (came != "nepřipojí se")
        assert len([row for row in rows if "sběr podkladů končí" in row[2]]) <= 1
    silent = [rows for came, rows in heard.values() if came == "neodpovídá"]
    assert all("sběr podkladů končí" in rows[-1][2] and len(rows) == 3 for rows in silent)
    assert [len(rows) for came, rows in heard.values() if came == "odpovídá brzy"] == [1, 1, 1]
    assert [len(rows) for came, rows in heard.values() if came == "bota zablokuje"] == [1]
    called = ran.out.partition("Zavolat nebo napsat")[2]
    for actor, (came, _) in heard.items():
        if actor:
            assert (actor in called) == (came in {"bota zablokuje", "nepřipojí se"}), actor
    named = re.findall(r"^  (\S+\.html), \d+ B$", ran.out, re.MULTILINE)
    assert named
    assert all((play.folder / "played" / name).is_file() for name in named)


def test_nothing_goes_out_by_itself_outside_the_window(play: Play) -> None:
    heard = by_person(play.run("kamenov.toml").out)
    pushed = ("Dobrý den", "Zítra", "Tady upozornění", "[", "Sběr za rok")
    rows = [row for _, rows in heard.values() for row in rows if row[2].startswith(pushed)]

    assert len(rows) > 30
    for day, moment, text in rows:
        assert is_working_day(date.fromisoformat(day), "CZ"), (day, text)
        assert time(8) <= time.fromisoformat(moment) < time(18), (day, moment, text)


def test_what_is_foreseen_is_what_comes(play: Play) -> None:
    foreseen = play.run("kamenov.toml", "--noop", "--only-person", "kotva").out.splitlines()
    played = by_person(play.run("kamenov.toml", "--only-person", "Klub Kotva, z. s.").out)

    assert list(played) == ["Klub Kotva, z. s."]
    came, rows = played["Klub Kotva, z. s."]
    assert came == "neodpovídá"
    moments = [match[1] for line in foreseen if (match := re.match(r"(\S+ \S+)  ", line))]
    closing = moments.pop()
    assert closing == "2027-02-01 00:00"
    assert [f"{day} {moment}" for day, moment, _ in rows] == moments


def test_noop_plays_nothing(play: Play) -> None:
    ran = play.run("kamenov.toml", "--noop")

    assert ran.code == 0, ran.err
    assert "Soubory zprávy" not in ran.out
    assert "neodpovídá" not in ran.out
    assert not play.production.exists()


def test_it_refuses_a_database_of_anybody_elses(play: Play) -> None:
    ran = play.run("kamenov.toml", "--database", f"sqlite+aiosqlite:///{play.production}")

    assert ran.code == 2
    assert "--database" in ran.err
    assert not play.production.exists()


def test_an_unknown_person_is_named_with_those_who_are_there(play: Play) -> None:
    ran = play.run("kamenov.toml", "--only-person", "Nikdo", "--noop")

    assert ran.code == 2
    assert "„Nikdo“" in ran.err
    assert "(kotva)" in ran.err


def test_a_folder_with_something_in_it_is_left_alone(play: Play) -> None:
    ran = play.run("kamenov.toml", "--folder", ".")

    assert ran.code == 2
    assert [file.name for file in play.folder.iterdir()] == ["kamenov.toml"]


def test_every_way_of_coming_has_its_words(play: Play) -> None:
    ran = play.run("kamenov.toml", "--language", "en", "--only-person", "kotva", "--noop")

    assert ran.code == 0, ran.err
    assert "A rehearsal in a temporary database" in ran.out
    assert len(Attendance) == 6
