from typing import Any

import pytest
import telegram
from hypothesis import given
from hypothesis import strategies as st

from bot.talk.event import (
    CheckedOut,
    Commanded,
    Contacted,
    Documented,
    Edited,
    Event,
    InlineAsked,
    Left,
    Located,
    Paid,
    Pictured,
    Said,
    Sender,
    Tapped,
    Unreadable,
    Voiced,
)
from bot.telegram.reading import Unread, read

AMINA = {"id": 7, "is_bot": False, "first_name": "Amina", "language_code": "sw"}
CHAT = {"id": 7, "type": "private", "first_name": "Amina"}
SENDER = Sender(7, 7, "Amina", None, "sw")
MESSAGE = {"message_id": 3, "date": 1_790_000_000, "chat": CHAT, "from": AMINA}


def message(**content: Any) -> dict[str, Any]:
    return {"update_id": 1, "message": MESSAGE | content}


def tap(**content: Any) -> dict[str, Any]:
    query = {"id": "99", "from": AMINA, "chat_instance": "1", "data": "d.1.2"}
    return {"update_id": 1, "callback_query": query | content}


def member(status: str) -> dict[str, Any]:
    new = {"user": AMINA, "status": status}
    return {"update_id": 1, "my_chat_member": {**MESSAGE, "new_chat_member": new}}


SIZES = [
    {"file_id": "small", "width": 90, "height": 60, "file_size": 1000},
    {"file_id": "large", "width": 900, "height": 600, "file_size": 90_000},
    {"file_id": "middle", "width": 300, "height": 200, "file_size": 9_000},
]
HEAVY = {"file_id": "heavy", "width": 1280, "height": 960, "file_size": 180_000}
UNWEIGHED = [{"file_id": f"{side}", "width": side, "height": side} for side in (320, 90, 800)]
VOICE = {"file_id": "v", "file_unique_id": "u", "duration": 4}
TERMS = {"currency": "KES", "total_amount": 5997, "invoice_payload": "order.1"}
CHARGES = {"telegram_payment_charge_id": "t1", "provider_payment_charge_id": "p1"}
ORIGIN = {"type": "hidden_user", "sender_user_name": "Lucky", "date": 1}
CONTACT = {"phone_number": "+254700000001", "first_name": "A"}


@pytest.mark.parametrize(
    ("update", "event"),
    [
        (message(text="maize"), Said("maize")),
        (message(text="/start"), Commanded("start")),
        (message(text="/Start@farmgate_bot  from_market"), Commanded("start", "from_market")),
        (message(text="/sell 20 kg\ntomatoes"), Commanded("sell", "20 kg\ntomatoes")),
        (message(text="/"), Said("/")),
        (message(text="/2 of 3"), Commanded("2", "of 3")),
        (message(text="/продать"), Said("/продать")),
        (message(photo=SIZES, caption="ripe"), Pictured("large", "ripe", 90_000)),
        (message(photo=[*SIZES, HEAVY]), Pictured("large", "", 90_000)),
        (message(photo=[HEAVY]), Pictured("heavy", "", 180_000)),
        (message(photo=UNWEIGHED), Pictured("90", "", 0)),
        (message(voice=VOICE), Voiced("v", 4)),
        (message(location={"latitude": -1.25, "longitude": 36}), Located(-1.25, 36.0)),
        (
            message(location={"latitude": 1.5, "longitude": 2.5}, venue={"title": "Market"}),
            Located(1.5, 2.5),
        ),
        (message(contact=CONTACT | {"user_id": 7}), Contacted("+254700000001", own=True)),
        (message(contact=CONTACT | {"user_id": 8}), Contacted("+254700000001", own=False)),
        (message(contact=CONTACT), Contacted("+254700000001", own=False)),
        (message(sticker={"file_id": "s"}), Unreadable("sticker")),
        (
            message(document={"file_id": "d", "file_name": "dry.pdf", "file_size": 9}),
            Documented("d", "dry.pdf", 9),
        ),
        (message(document={"file_id": "d"}), Documented("d")),
        (message(animation={}, document={"file_id": "d"}), Unreadable("animation")),
        (message(video={"file_id": "s"}, caption="look"), Unreadable("video")),
        (message(poll={"id": "1"}), Unreadable("poll")),
        ({"update_id": 1, "edited_message": MESSAGE | {"text": "maiz"}}, Edited("maiz")),
        ({"update_id": 1, "edited_message": MESSAGE | {"caption": "ripe"}}, Edited("ripe")),
        (tap(message=MESSAGE), Tapped("d.1.2", "99", 3)),
        (tap(message={"chat": CHAT, "message_id": 3, "date": 0}), Tapped("d.1.2", "99", 3)),
        (tap(), Tapped("d.1.2", "99", None)),
        (tap(message=MESSAGE | {"text": "What?"}), Tapped("d.1.2", "99", 3, "What?")),
        (tap(message=MESSAGE | {"caption": "Ripe"}), Tapped("d.1.2", "99", 3, "Ripe")),
        (tap(message=MESSAGE | {"text": 5}), Tapped("d.1.2", "99", 3)),
        (member("kicked"), Left(gone=True)),
        (
            {"update_id": 1, "inline_query": {"id": "5", "from": AMINA, "query": "tomatoes"}},
            InlineAsked("5", "tomatoes"),
        ),
        (
            {"update_id": 1, "pre_checkout_query": {"id": "6", "from": AMINA} | TERMS},
            CheckedOut("6", "order.1", "KES", 5997),
        ),
        (message(successful_payment=TERMS | CHARGES), Paid("order.1", "KES", 5997, "t1", "p1")),
        (member("member"), Left(gone=False)),
    ],
)
def test_each_kind_of_update_becomes_its_event(update: dict[str, Any], event: Event) -> None:
    assert read(update) == (SENDER, event)


@pytest.mark.parametrize(
    "update",
    [
        None,
        [],
        {"update_id": 1},
        {"update_id": 1, "channel_post": {}},
        {"update_id": 1, "message": None},
        {"update_id": 1, "message": "text"},
        {"update_id": 1, "message": {"text": "no sender"}},
        message(text="x", chat={"id": -100, "type": "supergroup"}),
        message(text="x", chat={"id": -100, "type": "channel"}),
        {"update_id": 1, "message": MESSAGE | {"text": "x", "from": AMINA | {"is_bot": True}}},
        {"update_id": 1, "message": MESSAGE | {"text": "x", "from": AMINA | {"id": True}}},
        {"update_id": 1, "message": MESSAGE | {"text": "x", "from": AMINA | {"id": 2**63}}},
        {"update_id": 1, "edited_message": MESSAGE | {"location": {}}},
        message(pinned_message=MESSAGE),
        message(photo=[]),
        message(location={"latitude": 91, "longitude": 0}),
        message(location={"latitude": float("nan"), "longitude": 0}),
        message(contact={"first_name": "A"}),
        tap(data=None),
        tap(id=5),
        member("administrator"),
    ],
)
def test_what_is_no_private_talk_of_a_person_is_left_unread(update: Any) -> None:
    assert isinstance(read(update), Unread)


def test_texts_are_made_storable_and_comparable() -> None:
    _, event = read(message(text="\x00cafe\u0301 \ud83d maïs"))  # type: ignore[misc]
    assert event == Said("café  maïs")


def test_names_are_joined_and_kept_short() -> None:
    who = AMINA | {"first_name": "A" * 60, "last_name": "Odhiambo", "username": "amina"}
    sender, _ = read({"update_id": 1, "message": MESSAGE | {"from": who, "text": "x"}})  # type: ignore[misc]
    assert sender.name == "A" * 60 + " Odh"
    assert sender.username == "amina"


@pytest.mark.parametrize(
    "update", [message(text="/start x"), message(photo=SIZES), message(voice=VOICE)]
)
def test_the_library_reads_the_same(update: dict[str, Any]) -> None:
    for size in SIZES:
        size.setdefault("file_unique_id", "u")
    typed = telegram.Update.de_json(update, None)
    sender, event = read(update)  # type: ignore[misc]
    assert typed.effective_user is not None
    assert typed.effective_message is not None
    assert (sender.user, sender.name) == (typed.effective_user.id, typed.effective_user.full_name)
    match event:
        case Commanded(name, words):
            assert typed.effective_message.text == f"/{name} {words}"
        case Pictured(file, _, weight):
            largest = typed.effective_message.photo[1]
            assert (file, weight) == (largest.file_id, largest.file_size)
        case Voiced(file, _):
            assert typed.effective_message.voice is not None
            assert file == typed.effective_message.voice.file_id


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=[])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = (
    "message edited_message callback_query my_chat_member from chat text photo voice location contact "
    "caption data id message_id type is_bot first_name new_chat_member status sticker"
)
SHAPED = st.recursive(
    ANY | st.sampled_from([7, "private", "member", "99", True, AMINA, CHAT]),
    lambda inner: st.dictionaries(st.sampled_from(FIELDS.split()), inner, max_size=6),
    max_leaves=20,
)


def _is_reading(found: Any) -> bool:
    if isinstance(found, Unread):
        return True
    sender, event = found
    return isinstance(sender, Sender) and isinstance(event, Event)


@given(ANY | SHAPED)
def test_nothing_that_can_arrive_makes_reading_fail(update: Any) -> None:
    assert _is_reading(read(update))


@given(SHAPED, st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member"]))
def test_no_message_of_a_person_makes_reading_fail(content: Any, kind: str) -> None:
    part = MESSAGE | (content if isinstance(content, dict) else {"text": content})
    assert _is_reading(read({"update_id": 1, kind: part}))


@pytest.mark.parametrize(
    ("content", "event"),
    [
        ({"text": "You won"}, Said("You won", forwarded=True)),
        ({"text": "/stop now"}, Said("/stop now", forwarded=True)),
        ({"voice": VOICE}, Voiced("v", 4, forwarded=True)),
        ({"photo": SIZES, "caption": "See"}, Pictured("large", "See", 90_000, forwarded=True)),
        ({"location": {"latitude": 1.5, "longitude": 2.5}}, Located(1.5, 2.5)),
    ],
)
def test_what_somebody_else_wrote_is_told_apart_and_commands_nothing(
    content: dict[str, Any], event: Event
) -> None:
    assert read(message(forward_origin=ORIGIN, **content)) == (SENDER, event)


def test_what_stands_out_in_words_is_read_and_counted_from_where_they_begin() -> None:
    bold = {"type": "bold", "offset": 11, "length": 4}
    told = read(message(text="/broadcast Hang up", entities=[bold, {"type": "bot_command"}]))
    assert told == (SENDER, Commanded("broadcast", "Hang up", (("bold", 0, 4),)))
    link = {"type": "text_link", "offset": 3, "length": 2, "url": "https://a.example"}
    said = read(message(text="🌽 go", entities=[link, 7, {"type": "bold", "offset": -1}]))
    assert said == (SENDER, Said("🌽 go", marks=(("link https://a.example", 3, 2),)))
    sizes = [{"file_id": "p", "width": 1, "height": 1, "file_size": 5}]
    part = {"type": "italic", "offset": 0, "length": 2}
    shown = read(message(photo=sizes, caption="Hi", caption_entities=[part]))
    assert shown == (SENDER, Pictured("p", "Hi", 5, marks=(("italic", 0, 2),)))
