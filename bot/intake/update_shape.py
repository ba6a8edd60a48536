"""What is read of an update: the fields that matter to us, of the types that the Bot API promises."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from flows.half_pairs import replaced

_Words: TypeAlias = Annotated[str, AfterValidator(replaced)]
"""A text of a person; letters that were cut in two are replaced, so that no text below ever meets one."""


class _Shape(BaseModel):
    """Only what is named is read: Telegram adds fields, and an update holds much that concerns nobody."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class UserShape(_Shape):
    """Who did something."""

    id: int
    is_bot: bool
    first_name: _Words
    last_name: _Words = ""
    language_code: _Words = ""


class ChatShape(_Shape):
    """Where it was done."""

    id: int
    type: str
    title: _Words = ""


class PlaceShape(_Shape):
    """A message that something refers to; Telegram leaves hardly more of an old one."""

    message_id: int


class TappedPlaceShape(PlaceShape):
    """The message whose button was tapped. Its text and buttons were ours: reading them would cost the most."""

    chat: ChatShape


class EntityShape(_Shape):
    """A part of a text that is bold, a link and so on; places are counted in units of UTF-16."""

    type: str
    offset: int
    length: int
    url: _Words = ""


class FileShape(_Shape):
    """A photo, document, voice note, audio or video."""

    file_id: str
    file_name: _Words = ""
    file_size: int = 0
    mime_type: _Words = ""


class LocationShape(_Shape):
    """A shared place, in degrees."""

    latitude: int | float
    longitude: int | float


class MessageShape(PlaceShape):
    """A message. What is only looked at for being there may be anything."""

    date: int
    chat: ChatShape
    sender: UserShape | None = Field(None, alias="from")
    text: _Words | None = None
    caption: _Words = ""
    entities: tuple[EntityShape, ...] = Field((), strict=False)
    caption_entities: tuple[EntityShape, ...] = Field((), strict=False)
    reply_to_message: PlaceShape | None = None
    forward_origin: object = None
    location: LocationShape | None = None
    photo: tuple[FileShape, ...] = Field((), strict=False)
    document: FileShape | None = None
    voice: FileShape | None = None
    audio: FileShape | None = None
    video: FileShape | None = None
    new_chat_members: object = None
    left_chat_member: object = None
    migrate_to_chat_id: object = None
    group_chat_created: object = None


class CallbackQueryShape(_Shape):
    """A tap."""

    id: str
    sender: UserShape = Field(alias="from")
    message: TappedPlaceShape | None = None
    data: _Words = ""


class MemberShape(_Shape):
    """What we are in a chat."""

    status: str


class MembershipShape(_Shape):
    """Somebody let us in or out."""

    chat: ChatShape
    sender: UserShape = Field(alias="from")
    new_chat_member: MemberShape


class UpdateShape(_Shape):
    """One update: at most one of the kinds that we ask for."""

    update_id: int
    message: MessageShape | None = None
    edited_message: MessageShape | None = None
    callback_query: CallbackQueryShape | None = None
    my_chat_member: MembershipShape | None = None

    @property
    def sender(self) -> UserShape | None:
        """Who did it; None for what a channel or nobody did."""
        done = self.callback_query or self.message or self.edited_message or self.my_chat_member
        return done.sender if done is not None else None

    @property
    def chat(self) -> ChatShape | None:
        """Where; None for a tap on a message that is nowhere."""
        if self.callback_query is not None:
            return self.callback_query.message.chat if self.callback_query.message is not None else None
        done = self.message or self.edited_message or self.my_chat_member
        return done.chat if done is not None else None
