"""What the bot says of itself: names, descriptions, commands and menu button, by language."""

import re
from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.refusals import bad

NAME = "Farmgate"
LIMITS = {"name": 64, "short_description": 120, "description": 512}
COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
DESCRIPTION = 256
_LANGUAGE = re.compile(r"([a-z]{2})?\Z")
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
Scope = tuple[str, ...]
Commands = list[dict[str, str]]
DEFAULT: Scope = ("default",)
PRIVATE: Scope = ("all_private_chats",)


class Profile:
    """Everything is kept by language; a language without its own falls back to the plain one."""

    def __init__(self) -> None:
        self.texts: dict[str, dict[str, str]] = {kind: {} for kind in LIMITS}
        self.commands: dict[tuple[Scope, str], Commands] = {}
        self.menu_button: dict[str, Any] = {"type": "commands"}

    def name(self, language: str) -> str:
        return self.text("name", language) or NAME

    def text(self, kind: str, language: str) -> str:
        texts = self.texts[kind]
        return texts.get(language) or texts.get("", "")

    def set_text(self, kind: str, language: str, text: str) -> None:
        """Set a text for a language; an empty one removes it."""
        if len(text) > LIMITS[kind]:
            raise bad(f"{kind.replace('_', ' ')} is too long")
        if text:
            self.texts[kind][language] = text
        else:
            self.texts[kind].pop(language, None)

    def seen_by(self, chat_id: int, language: str) -> Commands:
        """Find the commands a person sees: the narrowest scope first, their language before none."""
        short = language.partition("-")[0]
        for scope in (("chat", str(chat_id)), PRIVATE, DEFAULT):
            for key in ((scope, short), (scope, "")):
                if self.commands.get(key):
                    return self.commands[key]
        return []


def read_language(call: Call) -> str:
    language = call.text("language_code")
    if not _LANGUAGE.match(language):
        raise bad("invalid language code specified")
    return language


def read_scope(call: Call) -> Scope:
    value = call.json("scope", "can't parse BotCommandScope JSON object")
    if value is None:
        return DEFAULT
    if not isinstance(value, dict):
        raise bad("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = str(value.get("type"))
    if kind not in _SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    return (kind, *(str(value.get(name, "")) for name in _SCOPES[kind]))


def read_commands(call: Call) -> Commands:
    value = call.json("commands", "can't parse commands JSON object") or []
    if not isinstance(value, list):
        raise bad("expected an Array of BotCommand")
    if len(value) > COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    return [_read_command(one) for one in value]


def _read_command(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise bad("can't parse BotCommand: expected an Object")
    command, description = value.get("command"), value.get("description")
    if not isinstance(command, str) or not isinstance(description, str):
        raise bad("can't parse BotCommand: can't find field")
    command = command.removeprefix("/")
    if not COMMAND.match(command):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(description.strip()) <= DESCRIPTION:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def read_menu_button(call: Call) -> dict[str, Any]:
    value = call.json("menu_button", "can't parse menu button JSON object")
    if value is None:
        return {"type": "default"}
    kind = value.get("type") if isinstance(value, dict) else None
    if kind not in ("default", "commands", "web_app"):
        raise bad("can't parse menu button: MenuButton has unsupported type")
    if kind == "web_app" and not _is_web_app(value):
        raise bad("can't parse menu button: Can't find field")
    return dict(value)


def _is_web_app(value: dict[str, Any]) -> bool:
    url = str((value.get("web_app") or {}).get("url", ""))
    return bool(value.get("text")) and url.startswith("https://")
