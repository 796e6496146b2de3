"""Whatever a farmer says or taps while listing: never silence, never a broken listing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.selling import farm
from tests.village import Person

WORDS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        (
            *("/sell", "/listings", "/back", "/cancel", "/menu", "yes", "no", "skip", "20", "0"),
            *("-1", "1e9", "9" * 400, "x" * 5000, "\x00", "\u202e20 kg", "<b>&", "_*[", "👩‍🌾"),
            *("tomato", "20 kg", "2 bags", "50", "80", "19.99", "today", "5/4", "½", "卖土豆"),
            *("selling 20 kg tomatoes at 80 tomorrow", "1,500", "3 sacks of 90 kg"),
        )
    ),
)
STEPS = st.lists(st.one_of(WORDS, st.integers(0, 20)), min_size=1, max_size=14)


def answered(person: Person, step: str | int) -> bool:
    """Say something, or tap one of the buttons in sight; tells whether anything came back."""
    if isinstance(step, str):
        return bool(person.says(step)) or bool(person.toasts)
    data = [each for shown in person.heard[-2:] for each in shown.buttons.values()]
    if not data:
        return True
    shown = person.taps(data=data[step % len(data)])
    return bool(shown or person.toasts)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_the_bot_always_answers_and_listings_stay_whole(steps: list[str | int]) -> None:
    person = farm.farmer(farm.village())
    person.says("/sell")
    for step in steps:
        assert answered(person, step), step
    for listed in farm.listings(person):
        assert listed.price_minor > 0
        assert 0 <= listed.held <= listed.on_hand
        assert listed.expires_at > listed.created_at
