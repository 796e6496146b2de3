"""What a machine that speaks has to offer, and the machine that cannot."""

from typing import Protocol


class Mouth(Protocol):
    """Speaks some languages, by their codes here."""

    @property
    def languages(self) -> frozenset[str]:
        """The languages it has a voice for."""

    def say(self, language: str, text: str) -> bytes | None:
        """Give Opus in Ogg; None when that did not work. It blocks, and never raises."""


class Silence:
    """Nothing on this machine can speak."""

    languages: frozenset[str] = frozenset()

    def say(self, language: str, text: str) -> bytes | None:
        return None
