import json
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.botapi import call, chats, keyboards, methods, receiving, sending, server

PUBLISHED: dict[str, Any] = json.loads((Path(__file__).parent / "data/botapi/methods.json").read_text("utf-8"))


def test_the_declaration_names_the_version_it_was_compared_with() -> None:
    assert PUBLISHED["bot_api"] == methods.BOT_API_VERSION


def test_exactly_the_methods_with_published_facts_are_declared() -> None:
    assert methods.METHODS.keys() == PUBLISHED["methods"].keys()


@pytest.mark.parametrize("name", sorted(methods.METHODS))
def test_every_declared_parameter_is_published_with_the_same_type(name: str) -> None:
    published = PUBLISHED["methods"][name]
    declared = methods.METHODS[name].parameters
    assert {key: kind.value for key, kind in declared.items()} == {key: published[key]["type"] for key in declared}


@pytest.mark.parametrize("name", sorted(methods.METHODS))
def test_required_parameters_are_those_of_the_published_description(name: str) -> None:
    published = PUBLISHED["methods"][name]
    assert methods.METHODS[name].required == {key for key, facts in published.items() if facts["required"]}


def test_every_declared_method_has_a_handler() -> None:
    own = {"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo", "getFile"}
    assert set(server._HANDLERS) | own == set(methods.METHODS)


def test_limits_are_those_of_the_published_description() -> None:
    facts = PUBLISHED["methods"]
    limits = {
        ("sendMessage", "text"): sending.MAX_TEXT,
        ("editMessageText", "text"): sending.MAX_TEXT,
        ("sendDocument", "caption"): sending.MAX_CAPTION,
        ("sendPhoto", "caption"): sending.MAX_CAPTION,
        ("answerCallbackQuery", "text"): chats.MAX_TOAST,
        ("getUpdates", "limit"): receiving.MAX_LIMIT,
    }
    assert {key: facts[key[0]][key[1]]["limits"][1] for key in limits} == limits
    assert PUBLISHED["callback_data_bytes"][1] == keyboards.MAX_DATA_BYTES
    assert call.UPLOAD_LIMIT == 50 * 1024 * 1024
