"""Photos, voices, documents and albums: uploads, attach:// parts and files sent again by id."""

from typing import Any

from bot.sandbox.call import Call, Upload
from bot.sandbox.chats import Message
from bot.sandbox.files import EMPTY, File, Files
from bot.sandbox.refusals import WRONG_FILE, bad

ALBUM_KINDS = frozenset({"photo", "video", "audio", "document"})
ALBUM = (2, 10)
ABSENT = {
    "photo": "there is no photo in the request",
    "voice": "there is no voice in the request",
    "video": "there is no video in the request",
    "audio": "there is no audio in the request",
    "document": "there is no document in the request",
    "sticker": "there is no sticker in the request",
}
# What a message tells of each kind, read from the call that sends it first.
_NUMBERS = {
    "voice": ("duration",),
    "audio": ("duration",),
    "video": ("width", "height", "duration"),
    "sticker": (),
    "document": (),
}
_NAMED = frozenset({"audio", "video", "document"})
_STICKER = {
    "type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False,
}  # fmt: skip


def read_media(files: Files, call: Call, kind: str, value: Any, facts: dict[str, Any]) -> Message:
    """Read the media part of a message, such as {"photo": [...]}."""
    found = find_upload(call, kind, value)
    if isinstance(found, Upload):
        return keep_media(files, kind, found, facts)
    file = files.resolve(found, kind)
    return show_media(files, file)


def find_upload(call: Call, name: str, value: Any) -> Upload | str:
    """Find the uploaded file of a field, or the file id it names."""
    if name in call.files:
        return call.files[name]
    text = value.strip() if isinstance(value, str) else ""
    if text.startswith("attach://"):
        upload = call.files.get(text.removeprefix("attach://"))
        if not upload:
            raise bad(WRONG_FILE)
        return upload
    if not text:
        raise bad(ABSENT[name])
    return text


def keep_media(files: Files, kind: str, upload: Upload, facts: dict[str, Any]) -> Message:
    """Store a new file and show it as a message does."""
    if not upload.body:
        raise bad(EMPTY)
    if kind == "photo":
        return {"photo": [size.shown() for size in files.keep_photo(upload)]}
    file = files.keep(kind, upload)
    file.facts = _facts(kind, file, facts)
    return show_media(files, file)


def show_media(files: Files, file: File) -> Message:
    if file.kind == "photo":
        return {"photo": [size.shown() for size in files.sizes(file)]}
    return {file.kind: file.shown()}


def _facts(kind: str, file: File, given: dict[str, Any]) -> dict[str, Any]:
    if kind == "sticker":
        return dict(_STICKER)
    facts: dict[str, Any] = {name: _whole(given.get(name)) for name in _NUMBERS[kind]}
    facts["mime_type"] = file.mime
    if kind in _NAMED:
        facts["file_name"] = file.name
    if kind == "audio":
        facts |= {name: str(given[name]) for name in ("title", "performer") if given.get(name)}
    return facts


def _whole(value: Any) -> int:
    try:
        return max(0, int(value))
    except (TypeError, ValueError, OverflowError):
        return 0


def read_album(call: Call) -> list[dict[str, Any]]:
    value = call.json("media", "can't parse media JSON object")
    if not isinstance(value, list):
        raise bad("expected an Array of InputMedia")
    if len(value) < ALBUM[0]:
        raise bad("there are too few messages to send as an album")
    if len(value) > ALBUM[1]:
        raise bad("too many messages to send as an album")
    for item in value:
        _check_item(item)
    kinds = {item["type"] for item in value}
    if len(kinds) > 1 and kinds & {"audio", "document"}:
        raise bad("can't use the media of the specified type in the album")
    return value


def _check_item(item: Any) -> None:
    if not isinstance(item, dict):
        raise bad("can't parse InputMedia: expected an Object")
    if str(item.get("type")) not in ALBUM_KINDS:
        raise bad("can't parse InputMedia: type must be one of photo, video, audio, document")
