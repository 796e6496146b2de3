"""espeak-ng with an Opus encoder behind it: small, free, and a voice for most languages."""

import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.aloud.mouth import Mouth, Silence

log = structlog.get_logger()

_PATIENCE = 10.0  # seconds; fifteen seconds of speech take a tenth of one
_PINYIN = (sys.executable, "-I", str(Path(__file__).with_name("pinyin.py")))
_PACE = "160"  # words a minute
# Where the name of the voice is not the language's own code, the best first. espeak-ng reads
# Chinese characters as English; it reads pinyin well.
_VOICES: Mapping[str, tuple[str, ...]] = {
    "en": ("en-gb", "en-us"),
    "es": ("es-419", "es"),
    "fr": ("fr-fr", "fr"),
    "zh": ("cmn-latn-pinyin",),
}
_ENCODERS: Mapping[str, tuple[str, ...]] = {
    "opusenc": ("--quiet", "--bitrate", "12", "--speech", "--ignorelength", "-", "-"),
    "ffmpeg": (
        *("-v", "error", "-i", "-"),
        *("-ac", "1", "-c:a", "libopus", "-b:a", "12k", "-f", "ogg", "-"),
    ),
}


@dataclass(frozen=True)
class Espeak:
    """The two programs, and the name of the voice for each language."""

    speaker: str
    encoder: tuple[str, ...]
    voices: Mapping[str, str]

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(self.voices)

    def say(self, language: str, text: str) -> bytes | None:
        voice = self.voices.get(language)
        if voice is None:
            return None
        spoken = (self.speaker, "-v", voice, "-s", _PACE, "-b", "1", "--stdin", "--stdout")
        steps = (_PINYIN, spoken) if language.startswith("zh") else (spoken,)
        made: bytes | None = text.encode("utf-8", "ignore")
        for step in (*steps, self.encoder):
            made = made and _run(step, made)
        return made or None


def find_mouth(languages: Iterable[str]) -> Mouth:
    """Look once for the programs on this machine, and for the voices they have."""
    speaker = shutil.which("espeak-ng")
    encoder = next(
        ((path, *how) for name, how in _ENCODERS.items() if (path := shutil.which(name))), None
    )
    if speaker is None or encoder is None:
        log.info("no_machine_voice", espeak=bool(speaker), encoder=bool(encoder))
        return Silence()
    installed = _read_voices(_run((speaker, "--voices"), b"") or b"")
    found = ((code, _voice(code, installed)) for code in languages)
    return Espeak(speaker, encoder, {code: voice for code, voice in found if voice})


def _read_voices(table: bytes) -> frozenset[str]:
    rows = (line.split() for line in table.decode("utf-8", "replace").splitlines()[1:])
    return frozenset(row[1] for row in rows if len(row) > 1)


def _voice(language: str, installed: frozenset[str]) -> str | None:
    base = language.partition("_")[0]
    return next((name for name in _VOICES.get(base, (base,)) if name in installed), None)


def _run(command: tuple[str, ...], given: bytes) -> bytes | None:
    """Let a program turn bytes into bytes; None when it fails or takes too long."""
    try:
        done = subprocess.run(  # noqa: S603  the words go in as bytes, never as arguments
            command, input=given, capture_output=True, timeout=_PATIENCE, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("voice_failed", program=command[0], reason=type(error).__name__)
        return None
    return done.stdout
