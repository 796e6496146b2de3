"""Methods about the bot itself, its chats, its files and where its updates go."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.files import DOWNLOAD_LIMIT
from bot.sandbox.hook import CONNECTIONS, check_secret, check_url
from bot.sandbox.profile import read_commands, read_language, read_menu_button, read_scope
from bot.sandbox.refusals import bad
from bot.sandbox.world import Sandbox

ACCENT = 0
REACTIONS = 1


@dataclass(frozen=True)
class Told:
    """A result that comes with a word of explanation."""

    result: bool
    description: str


def get_me(box: Sandbox, call: Call) -> dict[str, Any]:
    return {
        **box.user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(box: Sandbox, call: Call) -> dict[str, Any]:
    chat = box.find(call)
    return {
        **chat.phone.chat(),
        "accent_color_id": ACCENT,
        "max_reaction_count": REACTIONS,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def get_chat_member(box: Sandbox, call: Call) -> dict[str, Any]:
    chat = box.find(call)
    user_id = call.integer("user_id")
    if user_id == box.bot_id:
        return {"status": "left" if chat.phone.blocked else "member", "user": box.user()}
    if user_id != chat.id:
        raise bad("invalid user_id specified")
    return {"status": "member", "user": chat.phone.user()}


def get_file(box: Sandbox, call: Call) -> dict[str, Any]:
    file = box.files.get(call.text("file_id"))
    if not file:
        raise bad("invalid file_id")
    if file.size > DOWNLOAD_LIMIT:
        raise bad("file is too big")
    # The size of a smaller photo is known only once it is made.
    size = len(file.content())
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": size,
        "file_path": file.path,
    }


def set_webhook(box: Sandbox, call: Call) -> Told:
    if not call.text("url"):
        return delete_webhook(box, call)
    url = check_url(call.text("url"))
    secret = check_secret(call.text("secret_token"))
    connections = call.integer("max_connections", CONNECTIONS, 1, 100)
    _set_allowed(box, call)
    if call.flag("drop_pending_updates"):
        box.updates.drop()
    hook = box.hook
    if (hook.url, hook.secret, hook.connections) == (url, secret, connections):
        return Told(True, "Webhook is already set")
    hook.start(url, secret, connections)
    return Told(True, "Webhook was set")


def delete_webhook(box: Sandbox, call: Call) -> Told:
    was_set = bool(box.hook.url)
    box.hook.stop()
    if call.flag("drop_pending_updates"):
        box.updates.drop()
    return Told(True, "Webhook was deleted" if was_set else "Webhook is already deleted")


def get_webhook_info(box: Sandbox, call: Call) -> dict[str, Any]:
    return box.hook.info()


def _set_allowed(box: Sandbox, call: Call) -> None:
    box.updates.allow(call.json("allowed_updates", "can't parse allowed_updates JSON object"))


async def get_updates(box: Sandbox, call: Call) -> list[Any]:
    _set_allowed(box, call)
    limit = call.integer("limit", 100, 1, 100)
    timeout = call.integer("timeout", 0, 0)
    return await box.updates.poll(call.integer("offset"), limit, timeout)


def set_commands(box: Sandbox, call: Call) -> bool:
    key = (_scope(box, call), read_language(call))
    commands = read_commands(call)
    if commands:
        box.profile.commands[key] = commands
    else:
        box.profile.commands.pop(key, None)
    box.events.tell("commands", 0)
    return True


def get_commands(box: Sandbox, call: Call) -> list[dict[str, str]]:
    return box.profile.commands.get((_scope(box, call), read_language(call)), [])


def delete_commands(box: Sandbox, call: Call) -> bool:
    box.profile.commands.pop((_scope(box, call), read_language(call)), None)
    box.events.tell("commands", 0)
    return True


def _scope(box: Sandbox, call: Call) -> tuple[str, ...]:
    scope = read_scope(call)
    if len(scope) > 1:
        chat = box.find(Call(call.method, {"chat_id": scope[1]}))
        if scope[0] != "chat":
            raise bad("can't use specified scope in private chats")
        return ("chat", str(chat.id))
    return scope


def _set_text(kind: str, box: Sandbox, call: Call) -> bool:
    box.profile.set_text(kind, read_language(call), call.text(kind))
    box.events.tell("commands", 0)
    return True


def _get_text(kind: str, box: Sandbox, call: Call) -> dict[str, str]:
    language = read_language(call)
    profile = box.profile
    return {kind: profile.name(language) if kind == "name" else profile.text(kind, language)}


def set_menu_button(box: Sandbox, call: Call) -> bool:
    button = read_menu_button(call)
    if not call.has("chat_id"):
        box.profile.menu_button = button
        return True
    chat = box.find(call)
    chat.menu_button = None if button["type"] == "default" else button
    box.events.tell("commands", chat.id)
    return True


def get_menu_button(box: Sandbox, call: Call) -> dict[str, Any]:
    if call.has("chat_id"):
        return box.find(call).menu_button or box.profile.menu_button
    return box.profile.menu_button


def stay(box: Sandbox, call: Call) -> bool:
    return True


METHODS: dict[str, Callable[[Sandbox, Call], Any]] = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getFile": get_file,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyName": partial(_set_text, "name"),
    "getMyName": partial(_get_text, "name"),
    "setMyDescription": partial(_set_text, "description"),
    "getMyDescription": partial(_get_text, "description"),
    "setMyShortDescription": partial(_set_text, "short_description"),
    "getMyShortDescription": partial(_get_text, "short_description"),
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
    "logOut": stay,
    "close": stay,
}
