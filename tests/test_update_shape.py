"""An update is read field by field; what is not as the Bot API promises is an error, never a guess."""

import inspect
from typing import Any

import pytest
import telegram
from pydantic import BaseModel, ValidationError

from bot.conversation.heard import Heard, Left, Placed, Said, Sent, Tapped, Unsupported
from bot.intake import update_shape as shapes
from bot.intake.telegram_updates import Incoming, decode

USER = {"id": 5, "is_bot": False, "first_name": "Petra", "last_name": "K.", "language_code": "cs"}
CHAT = {"id": 5, "type": "private", "first_name": "Petra"}
GROUP = {"id": -7, "type": "supergroup", "title": "Strategie"}
MESSAGE = {"message_id": 9, "date": 1_790_000_000, "chat": CHAT, "from": USER}
TAP = {"id": "77", "from": USER, "chat_instance": "1", "data": "a:b", "message": MESSAGE | {"text": "?"}}
FILE = {"file_id": "f", "file_unique_id": "u"}
IN_THE_LIBRARY: list[tuple[type[BaseModel], type]] = [
    (shapes.UpdateShape, telegram.Update),
    (shapes.MessageShape, telegram.Message),
    (shapes.TappedPlaceShape, telegram.InaccessibleMessage),
    (shapes.CallbackQueryShape, telegram.CallbackQuery),
    (shapes.MembershipShape, telegram.ChatMemberUpdated),
    (shapes.MemberShape, telegram.ChatMember),
    (shapes.UserShape, telegram.User),
    (shapes.ChatShape, telegram.Chat),
    (shapes.EntityShape, telegram.MessageEntity),
    (shapes.LocationShape, telegram.Location),
    (shapes.FileShape, telegram.Document),
]


def read(**kind: object) -> Incoming | None:
    return decode({"update_id": 1, **kind}, "plneni_bot")


def heard(**more: object) -> Heard | None:
    found = read(message=MESSAGE | more)
    return found.heard if found is not None else None


@pytest.mark.parametrize(("shape", "known"), IN_THE_LIBRARY)
def test_every_field_that_is_read_is_one_that_the_library_knows(shape: type[BaseModel], known: type) -> None:
    names = {field.alias or name for name, field in shape.model_fields.items()}
    assert names - {"from"} <= set(inspect.signature(known).parameters)
    assert "from" not in names or "from_user" in inspect.signature(known).parameters


def test_a_tap_says_who_where_and_what() -> None:
    assert read(callback_query=TAP) == Incoming(
        update="1",
        chat="5",
        user="5",
        private=True,
        name="Petra K.",
        language="cs",
        heard=Tapped(data="a:b", query="77", ref="9"),
    )


def test_a_tap_is_read_though_its_message_is_out_of_reach() -> None:
    found = read(callback_query=TAP | {"message": {"chat": CHAT, "message_id": 9, "date": 0}})
    assert found is not None
    assert found.heard == Tapped(data="a:b", query="77", ref="9")


@pytest.mark.parametrize("body", [TAP | {"message": None}, {name: TAP[name] for name in ("id", "from", "data")}])
def test_a_tap_on_a_message_that_is_nowhere_concerns_nobody(body: object) -> None:
    assert read(callback_query=body) is None


def test_a_group_is_called_by_its_title() -> None:
    found = read(message=MESSAGE | {"chat": GROUP, "text": "/stav"})
    assert found is not None
    assert (found.private, found.name, found.chat, found.user) == (False, "Strategie", "-7", "5")


def test_what_a_bot_or_nobody_wrote_concerns_nobody() -> None:
    assert heard(**{"from": USER | {"is_bot": True}, "text": "a"}) is None
    assert heard(**{"from": None, "text": "a"}) is None


def test_the_largest_photo_is_taken_and_a_file_keeps_what_telegram_says_of_it() -> None:
    photo = heard(photo=[FILE | {"file_size": 5}, FILE | {"file_id": "g", "file_size": 50}], caption="hřiště")
    assert isinstance(photo, Sent)
    assert (photo.file, photo.size, photo.kind, photo.caption) == ("g", 50, "photo", "hřiště")
    document = heard(document=FILE | {"file_name": "a.pdf", "mime_type": "application/pdf", "file_size": 3})
    assert isinstance(document, Sent)
    assert (document.name, document.media_type, document.size) == ("a.pdf", "application/pdf", 3)


def test_a_reply_and_a_forwarded_text_are_known_as_such() -> None:
    said = heard(text="ano", reply_to_message=MESSAGE | {"message_id": 3}, forward_origin={"type": "user"})
    assert said == Said(text="ano", ref="9", forwarded=True, reply_to="3")


def test_whole_degrees_are_a_place_too() -> None:
    assert heard(location={"latitude": 49, "longitude": 18.25}) == Placed(point="49 18.25", ref="9")


@pytest.mark.parametrize(
    "service", [{"new_chat_members": [USER]}, {"left_chat_member": USER}, {"migrate_to_chat_id": 1}]
)
def test_what_telegram_writes_into_a_group_is_nobodys_act(service: dict[str, object]) -> None:
    assert heard(**service) is None


def test_a_sticker_is_answered_as_something_that_is_not_understood() -> None:
    assert heard(sticker=FILE) == Unsupported(ref="9")


def test_whoever_blocks_the_bot_has_left() -> None:
    member = {"chat": CHAT, "from": USER, "date": 1, "new_chat_member": {"status": "kicked", "user": USER}}
    found = read(my_chat_member=member)
    assert found is not None
    assert found.heard == Left()


WRONG: list[dict[str, Any]] = [
    {"message": MESSAGE | {"text": 5}},
    {"message": MESSAGE | {"date": "včera"}},
    {"message": MESSAGE | {"message_id": "9", "text": "a"}},
    {"message": MESSAGE | {"chat": CHAT | {"id": True}, "text": "a"}},
    {"message": MESSAGE | {"from": {"id": 5}, "text": "a"}},
    {"message": MESSAGE | {"text": "a", "entities": [{"type": "bold", "offset": "0", "length": 1}]}},
    {"message": MESSAGE | {"location": {"latitude": "49", "longitude": 18}}},
    {"message": MESSAGE | {"document": {"file_id": None}}},
    {"callback_query": TAP | {"data": ["a"]}},
    {"callback_query": TAP | {"message": {"message_id": 9}}},
    {"my_chat_member": {"chat": CHAT, "from": USER, "new_chat_member": "kicked"}},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_not_as_promised_is_an_error(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        read(**wrong)
