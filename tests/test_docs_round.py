"""The worked example of one partner's round is what the bot says today: played again, and compared."""

from pathlib import Path

from docs.make_round import PAGE, made


async def test_the_page_shows_what_a_partner_receives_over_a_round(tmp_path: Path) -> None:
    written = await made(tmp_path)

    assert written == PAGE.read_text("utf-8")
    assert written.count("\n## ") == 7
    assert "Dobře, ozveme se v pondělí 18. ledna, 9:00" in written
