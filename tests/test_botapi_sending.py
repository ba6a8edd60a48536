from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, FormData
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError

from tests.botapi_rehearsal import Rehearsal, keyboard, rehearsal


@pytest.fixture
async def r() -> AsyncIterator[Rehearsal]:
    async with rehearsal() as opened:
        yield opened


async def test_the_bot_learns_who_it_is(r: Rehearsal) -> None:
    me = await r.bot.get_me()
    assert (me.id, me.is_bot, me.username) == (int(r.server.token.partition(":")[0]), True, "plneni_bot")


async def test_a_message_arrives_with_its_formatting_and_date(r: Rehearsal) -> None:
    petra = await r.joined()
    sent = await r.bot.send_message(petra.id, "<b>Kdo</b> 🙂 <i>odpovídá</i>", parse_mode="HTML")
    assert petra.last.html == "<b>Kdo</b> 🙂 <i>odpovídá</i>"
    assert sent.date == r.clock.now()
    assert [(one.type, one.offset, one.length) for one in sent.entities] == [("bold", 0, 3), ("italic", 7, 8)]


@pytest.mark.parametrize("length", [1, 4096])
async def test_a_text_within_the_limits_is_sent_whole(r: Rehearsal, length: int) -> None:
    petra = await r.joined()
    await r.bot.send_message(petra.id, "ž" * length)
    assert petra.last.text == "ž" * length


async def test_the_limit_holds_after_parsing(r: Rehearsal) -> None:
    petra = await r.joined()
    await r.bot.send_message(petra.id, "<b>" + "&amp;" * 4096 + "</b>", parse_mode="HTML")
    assert petra.last.text == "&" * 4096


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "Message text is empty"), (" \n ", "Text must be non-empty"), ("x" * 4097, "Message is too long")],
)
async def test_a_text_outside_the_limits_is_refused(r: Rehearsal, text: str, reason: str) -> None:
    petra = await r.joined()
    with pytest.raises(BadRequest, match=reason):
        await r.bot.send_message(petra.id, text)
    assert len(petra.chat) == 1


async def test_a_text_is_trimmed(r: Rehearsal) -> None:
    petra = await r.joined()
    sent = await r.bot.send_message(petra.id, "\n  <b> x</b> \n\n", parse_mode="HTML")
    assert (sent.text, sent.entities[0].offset, sent.entities[0].length) == ("x", 0, 1)


@pytest.mark.parametrize(
    ("data", "fits"), [("ž" * 32, True), ("ž" * 32 + "x", False), ("x" * 64, True), ("x" * 65, False)]
)
async def test_callback_data_is_limited_in_bytes(r: Rehearsal, data: str, *, fits: bool) -> None:
    petra = await r.joined()
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Hotovo", callback_data=data)]])
    if fits:
        await r.bot.send_message(petra.id, "x", reply_markup=markup)
        assert petra.last.buttons[0][0].data == data
        return
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await r.bot.send_message(petra.id, "x", reply_markup=markup)


@pytest.mark.parametrize(("rows", "columns", "fits"), [(12, 8, True), (1, 9, False), (101, 1, False), (100, 1, True)])
async def test_a_keyboard_has_at_most_100_buttons_and_8_a_row(
    r: Rehearsal, rows: int, columns: int, *, fits: bool
) -> None:
    petra = await r.joined()
    markup = keyboard(*([tuple("abcdefghi"[:columns])] * rows))
    if fits:
        await r.bot.send_message(petra.id, "x", reply_markup=markup)
        assert len(petra.last.labels) == rows * columns
        return
    with pytest.raises(BadRequest, match="Reply markup is too long"):
        await r.bot.send_message(petra.id, "x", reply_markup=markup)


async def test_a_button_without_an_action_is_refused(r: Rehearsal) -> None:
    petra = await r.joined()
    with pytest.raises(BadRequest, match=r"(?i)text buttons are unallowed"):
        await r.bot.send_message(petra.id, "x", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Hotovo")]]))


async def test_silence_reply_and_preview_options_are_kept(r: Rehearsal) -> None:
    petra = await r.joined()
    asked = await petra.says("Kdy je termín?")
    preview = LinkPreviewOptions(is_disabled=True)
    sent = await r.bot.send_message(
        petra.id,
        "V pátek.",
        disable_notification=True,
        link_preview_options=preview,
        reply_parameters=ReplyParameters(asked.id),
    )
    assert (petra.last.silent, petra.last.reply_to) == (True, asked.id)
    assert sent.link_preview_options == preview


async def test_a_reply_to_a_missing_message_goes_only_if_allowed(r: Rehearsal) -> None:
    petra = await r.joined()
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await r.bot.send_message(petra.id, "x", reply_parameters=ReplyParameters(99))
    await r.bot.send_message(petra.id, "y", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True))
    assert (petra.last.text, petra.last.reply_to) == ("y", None)


async def test_chats_refuse_by_their_state(r: Rehearsal) -> None:
    petra, jan = await r.joined(), await r.crowd.person("Jan")
    with pytest.raises(BadRequest, match="Chat not found"):
        await r.bot.send_message(1, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await r.bot.send_message(jan.id, "x")
    group = await r.crowd.group("Prevence", [jan])
    await jan.says("ahoj", group=group)
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await r.bot.send_message(jan.id, "x")
    await petra.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await r.bot.send_message(petra.id, "x")
    await petra.unblocks()
    await petra.deletes_account()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await r.bot.send_message(petra.id, "x")
    await jan.kicks_bot(group)
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await r.bot.send_message(group.id, "x")


async def test_editing_replaces_text_and_removes_the_keyboard(r: Rehearsal) -> None:
    petra = await r.joined()
    sent = await r.bot.send_message(petra.id, "Jak se dařilo?", reply_markup=keyboard(("Splněno", "Částečně")))
    r.later(days=30)
    await r.bot.edit_message_text("Splněno", petra.id, sent.message_id)
    assert (petra.last.text, petra.last.buttons, petra.last.edited) == ("Splněno", (), True)
    assert petra.last.earlier[0].labels == (("Splněno", "Částečně"),)


async def test_an_edit_without_a_difference_is_refused(r: Rehearsal) -> None:
    petra = await r.joined()
    markup = keyboard(("Hotovo",))
    sent = await r.bot.send_message(petra.id, "<b>x</b>", parse_mode="HTML", reply_markup=markup)
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await r.bot.edit_message_text("<b>x</b> ", petra.id, sent.message_id, parse_mode="HTML", reply_markup=markup)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await r.bot.edit_message_reply_markup(petra.id, sent.message_id, reply_markup=markup)
    await r.bot.edit_message_reply_markup(petra.id, sent.message_id)
    assert petra.last.buttons == ()


async def test_what_cannot_be_edited_says_why(r: Rehearsal) -> None:
    petra = await r.joined()
    own = await petra.says("x")
    with_keyboard = await r.bot.send_message(petra.id, "x", reply_markup=ReplyKeyboardMarkup([["Ano", "Ne"]]))
    gone = await r.bot.send_message(petra.id, "x")
    await petra.deletes(petra.last)
    photo = await r.bot.send_photo(petra.id, b"jpeg")
    reasons = {
        own.id: "Message can't be edited",
        with_keyboard.message_id: "Message can't be edited",
        gone.message_id: "Message to edit not found",
        photo.message_id: "There is no text in the message to edit",
        99: "Message to edit not found",
    }
    for message_id, reason in reasons.items():
        with pytest.raises(BadRequest, match=reason):
            await r.bot.edit_message_text("y", petra.id, message_id)


async def test_a_message_can_be_deleted_for_48_hours(r: Rehearsal) -> None:
    petra = await r.joined()
    first, second = [await r.bot.send_message(petra.id, text) for text in "ab"]
    r.later(hours=48)
    assert await r.bot.delete_message(petra.id, first.message_id)
    assert petra.last.id == second.message_id
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await r.bot.delete_message(petra.id, first.message_id)
    r.later(seconds=1)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await r.bot.delete_message(petra.id, second.message_id)


async def test_a_sent_document_can_be_sent_again_by_its_id(r: Rehearsal) -> None:
    petra = await r.joined()
    sent = await r.bot.send_document(
        petra.id, b"obsah", filename="Zpráva 2026.html", caption="<b>Zpráva</b>", parse_mode="HTML"
    )
    assert sent.document is not None
    again = await r.bot.send_document(petra.id, sent.document.file_id)
    assert again.document is not None
    assert (again.document.file_name, again.document.file_size) == ("Zpráva 2026.html", 5)
    attachment = petra.chat[1].attachment
    assert attachment is not None
    assert (attachment.name, petra.chat[1].html) == ("Zpráva 2026.html", "<b>Zpráva</b>")


async def test_a_caption_of_more_than_1024_characters_is_refused(r: Rehearsal) -> None:
    petra = await r.joined()
    await r.bot.send_document(petra.id, b"x", caption="ž" * 1024)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await r.bot.send_document(petra.id, b"x", caption="ž" * 1025)


async def test_an_upload_of_more_than_50_mb_is_refused(r: Rehearsal) -> None:
    petra = await r.joined()
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await r.bot.send_document(petra.id, bytes(50 * 1024 * 1024 + 1))
    assert len(petra.chat) == 1


@pytest.mark.parametrize("size", [0, 5, 20 << 20])
async def test_a_file_up_to_20_mb_can_be_fetched_for_an_hour(r: Rehearsal, size: int) -> None:
    petra = await r.joined()
    await petra.sends_document("a.pdf", size=size, mime="application/pdf")
    document = (await r.updates())[0]["message"]["document"]
    file = await r.bot.get_file(document["file_id"])
    assert bytes(await file.download_as_bytearray()) == bytes(size)
    r.later(hours=1)
    with pytest.raises(InvalidToken):
        await file.download_as_bytearray()


async def test_a_larger_file_is_too_big_to_fetch(r: Rehearsal) -> None:
    petra = await r.joined()
    await petra.sends_video(size=50 << 20)
    video = (await r.updates())[0]["message"]["video"]
    assert video["file_size"] == 50 << 20
    with pytest.raises(BadRequest, match="File is too big"):
        await r.bot.get_file(video["file_id"])


async def test_a_wrong_token_is_refused(r: Rehearsal) -> None:
    async with ClientSession() as web:
        async with web.get(f"{r.server.url}/bot1:wrong/getMe") as answer:
            wrong = (answer.status, await answer.json())
        async with web.get(f"{r.server.url}/botnonsense/getMe") as answer:
            malformed = answer.status
    assert wrong == (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
    assert malformed == 404


@pytest.mark.parametrize("way", ["query", "form", "json", "multipart"])
async def test_parameters_come_by_query_form_json_or_multipart(r: Rehearsal, way: str) -> None:
    petra = await r.joined()
    url = f"{r.server.base_url}{r.server.token}/SENDMESSAGE"
    texts = {"chat_id": str(petra.id), "text": "Děkujeme"}
    multipart = FormData(texts, default_to_multipart=True)
    async with ClientSession() as web:
        options = {
            "query": web.get(url, params=texts),
            "form": web.post(url, data=texts),
            "json": web.post(url, json={"chat_id": petra.id, "text": "Děkujeme"}),
            "multipart": web.post(url, data=multipart),
        }
        chosen = options.pop(way)
        for other in options.values():
            other.close()
        async with chosen as answer:
            body = await answer.json()
    assert (body["ok"], petra.last.text) == (True, "Děkujeme")


async def test_what_is_unknown_is_refused(r: Rehearsal) -> None:
    petra = await r.joined()
    with pytest.raises(BadRequest, match=r'(?i)parameter "txt" of sendMessage is unknown'):
        await r.bot.send_message(petra.id, "x", api_kwargs={"txt": "y"})
    async with ClientSession() as web, web.post(f"{r.server.base_url}{r.server.token}/sendDice") as answer:
        assert await answer.json() == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}


async def test_menus_are_kept_by_scope_and_language(r: Rehearsal) -> None:
    await r.bot.set_my_commands([("prehled", "Přehled")])
    await r.bot.set_my_commands([("prehled", "Overview")], language_code="en")
    assert [one.description for one in await r.bot.get_my_commands()] == ["Přehled"]
    assert [one.description for one in await r.bot.get_my_commands(language_code="en")] == ["Overview"]
    await r.bot.delete_my_commands()
    assert await r.bot.get_my_commands() == ()
    with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
        await r.bot.set_my_commands([("Přehled", "x")])


async def test_chat_action_reaction_and_chat_are_known(r: Rehearsal) -> None:
    petra = await r.joined()
    said = await petra.says("Hotovo je to.")
    assert await r.bot.send_chat_action(petra.id, "typing")
    assert await r.bot.set_message_reaction(petra.id, said.id, "👍")
    assert (await r.bot.get_chat(petra.id)).first_name == "Petra"
    with pytest.raises(BadRequest, match=r"(?i)reaction_invalid"):
        await r.bot.set_message_reaction(petra.id, said.id, "x")
