"""The engine: the current question is the first row that applies and has no good answer."""

from dataclasses import dataclass
from typing import Any

from bot.talk.asks import Choice, Media, Option, Pick, Unsure, Words
from bot.talk.draft import Draft
from bot.talk.event import Event, Located, Pictured, Said, Tapped
from bot.talk.flow import Doubt, Flow, Verdict, optional, row
from bot.talk.message import Button, Message, Toast
from bot.talk.speaker import Speaker
from bot.talk.turn import Control, Scene, Turned, advance, ask
from bot.text.phrase import say


@dataclass(frozen=True)
class Goods:
    stock: tuple[str, ...] = ("maize", "beans")


@dataclass(frozen=True)
class Offer:
    crop: str
    name: str
    place: str | None
    photo: str | None


def goods(so_far: "Toy") -> tuple[Option, ...]:
    return tuple(Option(crop, say(f"crop-{crop}")) for crop in so_far.facts.stock)


def good_name(name: str, so_far: "Toy") -> Verdict:
    if name == "bad":
        return say("toy-name-bad")
    return Doubt(say("toy-name-odd")) if name == "odd" else None


class Spot(Words):
    """A place, written or shared."""

    def read(self, event: Event, asking: Any) -> Any:
        return "here" if isinstance(event, Located) else super().read(event, asking)

    def shares(self) -> tuple[tuple[str, str], ...]:
        return (("location", "toy-share"),)


class Figure(Words):
    keypad = True


class Vague(Words):
    """Takes every word for one of two places."""

    def read(self, event: Event, asking: Any) -> Any:
        return Unsure(
            tuple(Option(code, say("talk-words", words=code)) for code in ("near", "far"))
        )


class Where(Flow[Goods], name="where", sums_up=False):
    spot = row(Vague())

    def done(self) -> str:
        return self.spot


class Place(Flow[Goods], name="place"):
    spot = row(Spot())
    again = row(Figure())

    def done(self) -> str:
        return self.spot


class Toy(Flow[Goods], name="toy"):
    crop = row(Pick(goods))
    name_ = row(Words(10), check=good_name)
    handover = row(Choice("pickup", "delivery"))
    place = row(Words(), only_if=handover.is_("pickup"))
    photo = optional(Media())

    def done(self) -> Offer:
        place = self.place if self.handover == "pickup" else None
        return Offer(self.crop, self.name_, place, self.photo.file if self.photo else None)

    @classmethod
    def hear(cls, text: str, speaker: Speaker) -> dict[str, str]:
        words = text.split()
        return {"crop": words[1], "name_": words[2]} if words[:1] == ["sell"] else {}


LABELS = {
    "crop-maize": "🌽 Maize",
    "crop-beans": "🫘 Beans",
    "toy-handover-pickup": "🏠 Pick-up",
    "toy-handover-delivery": "🚚 Delivery",
    "talk-skip": "⏭ Skip",
}
SPEAKER = Speaker(label=lambda phrase: LABELS.get(phrase.key, phrase.key), lexicon={"yes": "yes"})


class Talk:
    """A talk with the engine alone."""

    def __init__(self, facts: Goods = Goods(), kind: type[Flow[Any]] = Toy) -> None:
        self.scene = Scene(kind, facts, SPEAKER, Draft(7, kind.name))
        self.turned = ask(self.scene)

    def does(self, event: Event | Control) -> Turned:
        self.turned = advance(self.scene, event)
        if self.turned.draft:
            self.scene = self.scene.keep(self.turned.draft)
        return self.turned

    def says(self, *texts: str) -> Turned:
        for text in texts:
            self.does(Said(text))
        return self.turned

    def taps(self, data: str) -> Turned:
        return self.does(Tapped(data, "q", 1))

    @property
    def keys(self) -> list[str]:
        messages = [item for item in self.turned.says if isinstance(item, Message)]
        return [line.key for line in messages[-1].lines if line is not None]

    @property
    def buttons(self) -> list[str]:
        message = next(item for item in reversed(self.turned.says) if isinstance(item, Message))
        return [b.data for line in message.buttons for b in line if isinstance(b, Button)]

    @property
    def toasts(self) -> list[str]:
        return [i.text.key for i in self.turned.says if isinstance(i, Toast) and i.text]


def test_the_first_question_has_its_answers_and_the_ways_out_as_buttons() -> None:
    talk = Talk()
    assert "toy-crop-ask" in talk.keys
    assert talk.buttons == ["D7.crop.maize", "D7.crop.beans", "D7..home", "D7..cancel"]


def test_answers_typed_as_word_number_symbol_or_near_spelling_count_like_taps() -> None:
    for typed in ("Maize", "maise", "1", "１", "٢", "🫘", "MAIZE "):
        talk = Talk()
        talk.says(typed)
        assert "toy-name_-ask" in talk.keys, typed


def test_a_row_that_does_not_apply_is_not_asked_and_its_old_answer_not_used() -> None:
    talk = Talk()
    talk.says("maize", "Ann", "pick-up", "gate")
    talk.taps("D7.photo.")
    talk.taps("D7..change:handover")
    talk.taps("D7.handover.delivery")
    talk.taps("D7..yes")
    assert talk.turned.command == Offer("maize", "Ann", None, None)


def test_going_there_and_back_again_loses_nothing() -> None:
    talk = Talk()
    talk.says("maize", "Ann", "pick-up", "gate")
    talk.taps("D7.photo.")
    for code in ("delivery", "pickup"):
        talk.taps("D7..change:handover")
        talk.taps(f"D7.handover.{code}")
    talk.taps("D7..yes")
    assert talk.turned.command == Offer("maize", "Ann", "gate", None)


def test_the_first_words_of_a_button_name_it() -> None:
    talk = Talk()
    LABELS["crop-beans"] = "🫘 Beans, dry: 90"
    talk.says("beans")
    LABELS["crop-beans"] = "🫘 Beans"
    assert talk.scene.draft.answers["crop"] == "beans"


def test_yes_takes_the_only_answer_there_is() -> None:
    talk = Talk(Goods(("maize",)))
    talk.says("yes")
    assert talk.scene.draft.answers["crop"] == "maize"


def test_an_optional_question_is_passed_over_by_the_word_too() -> None:
    talk = Talk()
    talk.says("maize", "Ann", "delivery", "skip", "yes")
    assert talk.turned.command == Offer("maize", "Ann", None, None)


def test_a_photo_answers_a_question_for_a_photo() -> None:
    talk = Talk()
    talk.says("maize", "Ann", "delivery")
    talk.does(Pictured("file-9"))
    talk.says("yes")
    assert talk.turned.command == Offer("maize", "Ann", None, "file-9")


def test_back_asks_the_row_before_and_stops_kindly_at_the_first() -> None:
    talk = Talk()
    talk.says("maize")
    talk.does(Control("back"))
    assert "toy-crop-ask" in talk.keys
    talk.does(Control("back"))
    assert talk.keys[0] == "talk-first"


def test_two_unclear_answers_bring_an_example_and_three_a_person() -> None:
    talk = Talk()
    talk.says("wheat")
    assert "toy-crop-example" not in talk.keys
    talk.says("wheat")
    assert "toy-crop-example" in talk.keys
    assert "help.person" not in talk.buttons
    talk.says("wheat")
    assert "help.person" in talk.buttons


def test_a_refused_answer_is_named_and_asked_again() -> None:
    talk = Talk()
    talk.says("maize", "bad")
    assert talk.keys[0] == "toy-name-bad"
    assert "toy-name_-ask" in talk.keys


def test_a_doubted_answer_counts_once_it_is_meant() -> None:
    by_tap, by_word = Talk(), Talk()
    by_tap.says("maize", "odd")
    assert by_tap.keys == ["toy-name-odd"]
    by_tap.taps("D7.name_!.odd")
    by_word.says("maize", "odd", "odd")
    assert "toy-handover-ask" in by_tap.keys
    assert "toy-handover-ask" in by_word.keys


def test_a_doubt_is_answered_with_no_by_words_too() -> None:
    LABELS["talk-not-meant"] = "✏️ No, change it"
    talk = Talk()
    talk.says("maize", "odd", "no")
    assert "toy-name_-ask" in talk.keys
    talk.says("Ann")
    assert "toy-handover-ask" in talk.keys


def test_a_doubt_stands_until_it_is_answered() -> None:
    talk = Talk()
    talk.says("maize", "odd")
    talk.says("words that are far too long")
    assert "toy-name-odd" in talk.keys


def test_a_changed_answer_makes_the_later_ones_be_judged_anew() -> None:
    talk = Talk(Goods(("maize",)))
    talk.says("maize", "Ann")
    gone = Talk(Goods(("beans",)))
    gone.scene = gone.scene.keep(talk.scene.draft)
    gone.says("hello")
    assert "toy-crop-ask" in gone.keys


def test_several_answers_from_one_sentence() -> None:
    talk = Talk()
    talk.says("sell beans Ann")
    assert "toy-handover-ask" in talk.keys


def test_a_stale_tap_shows_the_current_question() -> None:
    talk = Talk()
    talk.says("maize", "Ann")
    talk.taps("D7.crop.beans")
    assert talk.toasts == ["talk-older"]
    assert "toy-handover-ask" in talk.keys
    assert talk.scene.draft.answers["crop"] == "maize"


def test_forged_taps_change_nothing() -> None:
    for forged in (
        "D7.crop.gold",
        "D7.nothing.x",
        "D8.crop.maize",
        "D7..explode",
        "D7.crop.~99",
        "d",
        "d7",
    ):
        talk = Talk()
        talk.taps(forged)
        assert dict(talk.scene.draft.answers) == {}
        assert "toy-crop-ask" in talk.keys or talk.turned.says, forged


def test_dropping_asks_once_more() -> None:
    talk = Talk()
    talk.does(Control("cancel"))
    assert talk.turned.draft is not None
    talk.does(Control("drop"))
    assert talk.turned.draft is None
    assert talk.turned.home


def test_dropping_is_confirmed_or_not_by_words_too() -> None:
    LABELS.update({"talk-drop": "🗑 Yes, drop it", "talk-keep": "↩️ No, go on"})
    yes, no = Talk(), Talk()
    for talk in (yes, no):
        talk.does(Control("cancel"))
    assert yes.says("yes").draft is None
    assert no.says("no, go on").draft is not None
    assert "toy-crop-ask" in no.keys
    assert not no.scene.draft.dropping


def test_yes_with_an_answer_missing_asks_for_it_instead() -> None:
    talk = Talk()
    talk.says("maize")
    talk.taps("D7..yes")
    assert talk.turned.command is None
    assert "toy-name_-ask" in talk.keys


def test_the_sharing_keyboard_goes_away_however_the_question_is_answered() -> None:
    answers: tuple[Event | Control, ...] = (Located(0, 36), Said("Nakuru"), Control("drop"))
    for answer in answers:
        talk = Talk(kind=Place)
        shown = talk.taps("D7..share:spot").says[0]
        assert isinstance(shown, Message)
        assert shown.shares
        first = talk.does(answer).says[0]
        assert isinstance(first, Message)
        assert first.unshare
        assert talk.turned.draft is None or not talk.turned.draft.sharing


def test_no_keyboard_is_taken_away_that_was_not_brought_up() -> None:
    talk = Talk(kind=Place)
    talk.does(Located(0, 36))
    assert not any(isinstance(item, Message) and item.unshare for item in talk.turned.says)


def test_a_number_can_be_tapped_together_and_taken_back() -> None:
    talk = Talk(kind=Place)
    talk.says("Nakuru")
    assert "D7.again.~k" in talk.buttons
    talk.taps("D7.again.~k")
    talk.taps("D7.again.~k1")
    talk.taps("D7.again.~k12")
    assert {"D7.again.~k120", "D7.again.~k12.", "D7.again.~k1", "D7.again.~=12"} <= set(
        talk.buttons
    )
    talk.taps("D7.again.~=12")
    talk.taps("D7..yes")
    assert talk.turned.command == "Nakuru"
    assert talk.scene.draft.answers["again"] == "12"


def test_a_keypad_takes_only_figures_and_not_too_many() -> None:
    talk = Talk(kind=Place)
    talk.says("Nakuru")
    talk.taps("D7.again.~kabc1")
    assert "D7.again.~=1" in talk.buttons
    talk.taps("D7.again.~k123456789")
    assert "D7.again.~k123456789" in talk.buttons


def test_which_one_was_meant_can_be_typed_by_its_place() -> None:
    talk = Talk(kind=Where)
    talk.says("somewhere")
    assert talk.keys[0] == "talk-which"
    assert talk.says("2").command == "far"
