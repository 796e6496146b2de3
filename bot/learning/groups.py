"""Groups of learners others may speak to: who began, who has not, who holds a certificate."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from bot.learning.store import certificate, progress
from bot.people.store import profile

_BEGAN = select(progress.c.person_id)
SEGMENTS: Mapping[str, Any] = MappingProxyType(
    {
        "began": _BEGAN,
        "none": select(profile.c.person_id).where(profile.c.person_id.not_in(_BEGAN)),
        "certified": select(certificate.c.person_id),
    }
)
