"""Files as Telegram keeps them: by opaque ids, with sizes of photos made when they are asked for."""

import hashlib
import mimetypes
import secrets
from base64 import urlsafe_b64encode
from collections import OrderedDict
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.sandbox.call import Upload
from bot.sandbox.refusals import WRONG_FILE, Refused, bad

MB = 1 << 20
DOWNLOAD_LIMIT = 20 * MB
UPLOAD_LIMIT = 50 * MB
PHOTO_LIMIT = 10 * MB
SIDES_LIMIT = 10_000
RATIO_LIMIT = 20
SIDES = (90, 320, 800, 1280)
EMPTY = "file must be non-empty"
FOLDERS = {
    "photo": "photos", "voice": "voice", "video": "videos", "audio": "music",
    "sticker": "stickers",
}  # fmt: skip
TITLES = {
    "photo": "Photo", "voice": "VoiceNote", "video": "Video", "audio": "Audio",
    "document": "Document", "sticker": "Sticker",
}  # fmt: skip


@dataclass
class File:
    """One stored file; a smaller size of a photo points at its original until it is needed."""

    id: str
    unique_id: str
    kind: str
    path: str
    mime: str
    name: str
    size: int
    body: bytes
    weight: int
    facts: dict[str, Any] = field(default_factory=dict)
    shrink_to: tuple[int, int] | None = None

    def content(self) -> bytes:
        if self.shrink_to:
            self.body, self.shrink_to = _shrink(self.body, self.shrink_to), None
        return self.body

    def shown(self) -> dict[str, Any]:
        """Show the file as a part of a message: ids, size and what its kind tells."""
        ids = {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}
        return {**ids, **self.facts}


class Files:
    """Every file by its id, the oldest forgotten once all together pass `limit` bytes."""

    def __init__(self, limit: int = 512 * MB) -> None:
        self._limit = limit
        self._files: OrderedDict[str, File] = OrderedDict()
        self._paths: dict[str, str] = {}
        self._size = 0
        self._sizes: dict[str, list[File]] = {}

    def get(self, file_id: str) -> File | None:
        return self._files.get(file_id)

    def at(self, path: str) -> File | None:
        return self._files.get(self._paths.get(path, ""))

    def resolve(self, file_id: str, kind: str) -> File:
        """Find a file sent again by its id; refuse what is unknown or of another kind."""
        if file_id.startswith(("http://", "https://")):
            raise bad("failed to get HTTP URL content")
        file = self._files.get(file_id)
        if not file:
            raise bad(WRONG_FILE)
        if file.kind != kind:
            raise bad(f"can't use file of type {TITLES[file.kind]} as {TITLES[kind]}")
        return file

    def keep(self, kind: str, upload: Upload) -> File:
        if not upload.body:
            raise bad(EMPTY)
        if len(upload.body) > UPLOAD_LIMIT:
            raise Refused(413, "Request Entity Too Large")
        mime = upload.mime or mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
        return self._add(kind, mime, upload.name, upload.body)

    def keep_photo(self, upload: Upload) -> list[File]:
        """Keep the sizes of one photo, smallest first, as a message shows them."""
        if not upload.body:
            raise bad(EMPTY)
        if len(upload.body) > PHOTO_LIMIT:
            raise bad(f"too big for a photo; the maximum size is {PHOTO_LIMIT} bytes")
        box, mime = _measure(upload.body)
        boxes = [fitted for side in SIDES[:-1] if (fitted := _fit(box, side)) != box]
        boxes.append(_fit(box, SIDES[-1]))
        sizes = [self._add_size(upload, mime, box, smaller) for smaller in boxes]
        for file in sizes:
            self._sizes[file.id] = sizes
        return sizes

    def sizes(self, file: File) -> list[File]:
        """Every size of the photo `file` is one of."""
        return self._sizes.get(file.id, [file])

    def _add_size(
        self, upload: Upload, mime: str, box: tuple[int, int], smaller: tuple[int, int]
    ) -> File:
        mime = mime if smaller == box else "image/jpeg"
        file = self._add("photo", mime, upload.name, upload.body, f"{smaller}")
        file.facts = {"width": smaller[0], "height": smaller[1]}
        if smaller != box:
            share = smaller[0] * smaller[1] / (box[0] * box[1])
            file.shrink_to, file.size = smaller, max(1, int(file.size * share))
        return file

    def _add(self, kind: str, mime: str, name: str, body: bytes, variant: str = "") -> File:
        digest = hashlib.sha256(kind.encode() + variant.encode() + body).digest()
        number = secrets.token_hex(4)
        suffix = mimetypes.guess_extension(mime) or ""
        file = File(
            id=urlsafe_b64encode(secrets.token_bytes(45)).decode(),
            unique_id=urlsafe_b64encode(digest[:12]).decode(),
            kind=kind,
            path=f"{FOLDERS.get(kind, 'documents')}/file_{number}{suffix}",
            mime=mime,
            name=name,
            size=len(body),
            body=body,
            weight=len(body),
        )
        self._files[file.id] = file
        self._paths[file.path] = file.id
        self._size += len(body)
        self._forget()
        return file

    def _forget(self) -> None:
        while self._size > self._limit and len(self._files) > 1:
            _, oldest = self._files.popitem(last=False)
            self._paths.pop(oldest.path, None)
            self._sizes.pop(oldest.id, None)
            self._size -= oldest.weight


def _measure(body: bytes) -> tuple[tuple[int, int], str]:
    try:
        with Image.open(BytesIO(body)) as picture:
            width, height = picture.size
            mime = Image.MIME.get(picture.format or "", "image/jpeg")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise bad("IMAGE_PROCESS_FAILED") from None
    too_long = max(width, height) > RATIO_LIMIT * min(width, height)
    if width + height > SIDES_LIMIT or too_long:
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return (width, height), mime


def _fit(box: tuple[int, int], side: int) -> tuple[int, int]:
    longest = max(box)
    if longest <= side:
        return box
    return max(1, box[0] * side // longest), max(1, box[1] * side // longest)


def _shrink(body: bytes, box: tuple[int, int]) -> bytes:
    with Image.open(BytesIO(body)) as picture:
        turned = ImageOps.exif_transpose(picture).convert("RGB")
    turned.thumbnail(box)
    made = BytesIO()
    turned.save(made, "JPEG", quality=85)
    return made.getvalue()
