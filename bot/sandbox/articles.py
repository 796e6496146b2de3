"""What the bot shows to words typed beside its name: read as strictly as a message of its own."""

from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.markup import read_inline
from bot.sandbox.refusals import bad
from bot.sandbox.sending import read_text

MOST = 50
_ID_BYTES = 64
_BROKEN = "can't parse inline query result: {}"


def read_results(call: Call) -> list[dict[str, Any]]:
    """Read all that is shown; each needs an id of its own."""
    results = call.json("results", "can't parse inline query results JSON object")
    if not isinstance(results, list):
        raise bad("expected an Array of inline query results")
    if len(results) > MOST:
        raise bad("too many inline query results specified")
    read = [_read_result(one) for one in results]
    if len({one["id"] for one in read}) != len(read):
        raise bad("RESULT_ID_DUPLICATE")
    return read


def _read_result(one: Any) -> dict[str, Any]:
    if not isinstance(one, dict):
        raise bad(_BROKEN.format("InlineQueryResult must be an Object"))
    given = Call("", one)
    for name in ("type", "id"):
        if not given.has(name):
            raise bad(_BROKEN.format(f'Can\'t find field "{name}"'))
    if len(given.text("id").encode()) > _ID_BYTES:
        raise bad("RESULT_ID_INVALID")
    if given.has("reply_markup"):
        read_inline(given)
    if given.text("type") == "article":
        _check_article(given)
    return {**one, "id": given.text("id")}


def _check_article(given: Call) -> None:
    if not given.text("title").strip():
        raise bad("ARTICLE_TITLE_EMPTY")
    content = given.json("input_message_content", _BROKEN.format("wrong message content"))
    if not isinstance(content, dict):
        raise bad(_BROKEN.format('Can\'t find field "input_message_content"'))
    if "message_text" in content:
        read_text(Call("", {**content, "text": content["message_text"]}))
