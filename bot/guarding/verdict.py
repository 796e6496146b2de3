"""What is said of a message: how bad, why, which pattern of fraud, and what it asks for."""

from dataclasses import dataclass

# Levels, from calm to bad. An advert only wants to sell something.
ORDINARY, ADVERT, SUSPICIOUS, SCAM = "ordinary", "advert", "suspicious", "scam"
LEVELS = (ORDINARY, ADVERT, SUSPICIOUS, SCAM)

# What a message may ask for that costs everything: the acts that are watched above all.
CODE, SCAN, REMOTE, SAFE, FEE, REVERSAL, LEAVE = (
    "code", "scan", "remote", "safe", "fee", "reversal", "leave",
)  # fmt: skip
ACTS = (CODE, SCAN, REMOTE, SAFE, FEE, REVERSAL, LEAVE)
HELD = frozenset((CODE, REMOTE))  # held back until the reader agrees

# The families of patterns that share their advice; the numbers are those of docs/fraud.md.
FAMILIES = {
    "payment": (1, 11, 13, 14, 15),
    "reversal": (2, 3, 34),
    "fee": (4, 5, 6, 19, 20, 32, 33, 37),
    "scan": (7, 8),
    "code": (9, 22),
    "leave": (10, 35),
    "goods": (12, 36),
    "income": (16, 17, 28, 29),
    "inputs": (18,),
    "threat": (21, 26),
    "remote": (23,),
    "link": (24,),
    "support": (25,),
    "prize": (27,),
    "person": (30, 31),
}
FAMILY_OF = {number: name for name, numbers in FAMILIES.items() for number in numbers}
PATTERNS = tuple(sorted(FAMILY_OF))


@dataclass(frozen=True, slots=True)
class Context:
    """What the market knows beside the text; None and 0 where it knows nothing.

    `paid`: whether the order's money is confirmed. `is_new`: the writer came less than a week ago.
    `alike`: how many others got nearly the same text today. `copy`: the pattern of a reviewed
    report this is nearly a copy of, 0 for one without a pattern.
    """

    paid: bool | None = None
    is_new: bool = False
    alike: int = 0
    copy: int | None = None
    in_chat: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one message: the same text in the same context always gets the same.

    `signals` are names of reasons, the weightiest first (texts `guard-signal-<name>`); `pattern` is a
    number of `PATTERNS` or None; `claims` says that it tells of money sent; `score` is the
    log-odds of fraud above the warning line of the language (above 0 warns).
    """

    level: str
    signals: tuple[str, ...] = ()
    pattern: int | None = None
    acts: frozenset[str] = frozenset()
    claims: bool = False
    score: float = 0.0

    @property
    def family(self) -> str | None:
        return None if self.pattern is None else FAMILY_OF[self.pattern]

    @property
    def is_bad(self) -> bool:
        return self.level in {SUSPICIOUS, SCAM}

    @property
    def is_held(self) -> bool:
        """Whether it waits until its reader agrees: it asks for a key, or for a way into the phone."""
        return self.is_bad and bool(self.acts & HELD)


# Every reason a verdict can name.
SIGNALS = (
    *(f"act-{act}" for act in ACTS),
    "link-alike", "link-odd", "link-file", "link-risky", "link-short", "link-number", "link",
    "hidden", "alike", "spaced",
    "unpaid", "new", "many", "copy",
    "authority", "support", "block", "hurry", "secret", "profit", "gain", "relative", "claim",
    "release", "written",
)  # fmt: skip
