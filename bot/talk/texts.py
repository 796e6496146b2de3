"""The texts the engine itself says, with what goes into each."""

_NONE: frozenset[str] = frozenset()

TEXTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            "talk-unclear",
            "talk-which",
            "talk-photo",
            "talk-voice",
            "talk-meant",
            "talk-not-meant",
            "talk-back",
            "talk-home",
            "talk-cancel",
            "talk-skip",
            "talk-person",
            "talk-previous",
            "talk-next",
            "talk-first",
            "talk-cancel-ask",
            "talk-drop",
            "talk-keep",
            "talk-dropped",
            "talk-older",
            "talk-already",
            "talk-checkout-off",
            "talk-shared",
            "talk-share-how",
            "talk-yes-or-change",
            "talk-still-there",
            "talk-edited",
            "talk-unreadable",
            "talk-lost",
            "talk-unknown-command",
            "talk-not-yours",
            "talk-sorry",
            "talk-keypad",
            "talk-listen",
            "talk-key-back",
        ),
        _NONE,
    ),
    "talk-too-long": frozenset(("longest",)),
    "talk-key": frozenset(("key",)),
    "talk-key-enter": frozenset(("keyed",)),
    "talk-words": frozenset(("words",)),
    "talk-progress": frozenset(("at", "of")),
}

BUTTONS = frozenset(
    f"talk-{name}"
    for name in (
        "meant",
        "not-meant",
        "back",
        "home",
        "cancel",
        "skip",
        "person",
        "previous",
        "next",
        "drop",
        "keep",
        "keypad",
        "listen",
        "key",
        "key-back",
        "key-enter",
    )
)
