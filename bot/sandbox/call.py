"""One method call as it arrived: its arguments with Telegram's lenient types, and its files."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.refusals import bad

MISSING = (None, "")


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    body: bytes


@dataclass
class Call:
    method: str
    args: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return self.args.get(name) not in MISSING

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        if value is None:
            return default
        return value if isinstance(value, str) else orjson.dumps(value).decode()

    def integer(
        self, name: str, default: int = 0, low: int | None = None, high: int | None = None
    ) -> int:
        """Give a whole number held between `low` and `high`; anything unreadable is the default."""
        try:
            value = int(self.args[name])
        except (KeyError, TypeError, ValueError, OverflowError):
            value = default
        if low is not None and value < low:
            return low
        return high if high is not None and value > high else value

    def number(self, name: str) -> float | None:
        try:
            return float(self.args[name])
        except (KeyError, TypeError, ValueError):
            return None

    def flag(self, name: str) -> bool:
        value = self.args.get(name)
        return value is True or str(value).lower() in ("true", "1", "yes", "t")

    def json(self, name: str, problem: str) -> Any:
        """Read the argument as JSON, whether it came parsed or as text; None when it is missing."""
        value = self.args.get(name)
        if value in MISSING:
            return None
        if not isinstance(value, str):
            return value
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad(problem) from None

    def shown(self) -> dict[str, Any]:
        """Show the arguments for the log: files by name and size."""
        files = {
            name: {"file_name": file.name, "size": len(file.body)}
            for name, file in self.files.items()
        }
        return {**self.args, **files}


async def read_call(request: Request, method: str) -> Call:
    """Read JSON, form or multipart; arguments in the address count too."""
    args: dict[str, Any] = dict(request.query_params) if request.url.query else {}
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        return await _read_multipart(request, method, args)
    body = await request.body()
    if body:
        args.update(_read_body(kind, body))
    return Call(method, args)


def _read_body(kind: str, body: bytes) -> dict[str, Any]:
    if kind.startswith("application/json"):
        try:
            value = orjson.loads(body)
        except orjson.JSONDecodeError:
            raise bad("can't parse JSON object") from None
        if not isinstance(value, dict):
            raise bad("object expected as JSON request")
        return value
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    except UnicodeDecodeError:
        raise bad("strings must be encoded in UTF-8") from None


async def _read_multipart(request: Request, method: str, args: dict[str, Any]) -> Call:
    call = Call(method, args)
    async with request.form(max_files=50, max_fields=200, max_part_size=1 << 20) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                call.files[name] = Upload(
                    value.filename or name, value.content_type or "", await value.read()
                )
            else:
                args[name] = value
    return call
