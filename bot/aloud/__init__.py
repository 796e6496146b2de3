"""Voice notes at the moment they are sent: found among the clips, or made by a machine."""

from bot.aloud.espeak import find_mouth
from bot.aloud.mouth import Mouth, Silence
from bot.aloud.notes import Aloud

__all__ = ["Aloud", "Mouth", "Silence", "find_mouth"]
