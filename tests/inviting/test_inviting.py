"""Inviting neighbours: a link of one's own, who counts, who is named to whom, and thanks."""

import pytest

from bot.talk.message import Poster
from tests.inviting.hamlet import Hamlet


@pytest.fixture
def hamlet() -> Hamlet:
    return Hamlet()


def test_everybody_has_one_link_of_their_own(hamlet: Hamlet) -> None:
    amina, peter = hamlet.joins("Amina", "sell"), hamlet.joins("Peter")
    first = hamlet.link_of(amina)
    assert first.startswith("i_")
    assert hamlet.link_of(amina) == first
    assert hamlet.link_of(peter) != first
    assert amina.sees("Nobody has come")


def test_somebody_who_comes_by_a_link_is_counted_and_goes_straight_on(hamlet: Hamlet) -> None:
    amina = hamlet.joins("Amina", "sell")
    peter = hamlet.comes_by(hamlet.link_of(amina))
    assert any("A neighbour's invite" in each.text for each in peter.heard)
    assert peter.sees("sell")
    amina.says("/invite")
    assert amina.sees("1 person came through you")
    assert hamlet.invite(amina).joined == 1


def test_the_first_link_counts(hamlet: Hamlet) -> None:
    amina, njeri = hamlet.joins("Amina", "sell"), hamlet.joins("Njeri", "sell")
    first, second = hamlet.link_of(amina), hamlet.link_of(njeri)
    peter = hamlet.village.person("Peter")
    peter.says(f"/start {first}")
    peter.says(f"/start {second}")
    for words in ("English", "sell", "Peter"):
        peter.says(words)
    peter.shares(-0.3031, 36.08)
    for words in ("yes", "yes"):
        peter.says(words)
    assert (hamlet.invite(amina).joined, hamlet.invite(njeri).joined) == (1, 0)


def test_a_link_to_an_offer_followed_later_leaves_the_invite_standing(hamlet: Hamlet) -> None:
    amina = hamlet.joins("Amina", "sell")
    hamlet.lists(amina)
    link = hamlet.link_of(amina)
    peter = hamlet.village.person("Peter")
    peter.says(f"/start {link}")
    peter.says("/start l_1")
    for words in ("English", "buy", "Peter"):
        peter.says(words)
    peter.shares(-0.3031, 36.08)
    for words in ("yes", "yes"):
        peter.says(words)
    assert hamlet.invite(amina).joined == 1


def test_ones_own_link_changes_nothing(hamlet: Hamlet) -> None:
    amina = hamlet.joins("Amina", "sell")
    link = hamlet.link_of(amina)
    amina.says(f"/start {link}")
    assert amina.sees("your own link")
    assert hamlet.newcomer(amina) is None
    assert hamlet.invite(amina).joined == 0


def test_for_somebody_who_is_here_already_a_link_changes_nothing(hamlet: Hamlet) -> None:
    amina, peter = hamlet.joins("Amina", "sell"), hamlet.joins("Peter")
    peter.says(f"/start {hamlet.link_of(amina)}")
    assert peter.sees("You are here already")
    assert hamlet.newcomer(peter) is None
    assert hamlet.invite(amina).joined == 0


def test_a_link_nobody_knows_keeps_nobody_out(hamlet: Hamlet) -> None:
    peter = hamlet.comes_by("i_AAAAAAAA")
    assert any("no longer there" in each.text for each in peter.heard)
    assert hamlet.newcomer(peter) is None


def test_who_invites_is_named_only_by_their_own_word(hamlet: Hamlet) -> None:
    amina = hamlet.joins("Amina Otieno", "sell")
    link = hamlet.link_of(amina)
    assert amina.sees("May I tell")
    amina.taps("Say my name")
    assert not amina.sees("May I tell")
    peter = hamlet.comes_by(link)
    assert any("Amina invited you" in each.text for each in peter.heard)
    assert not any("Otieno" in each.text for each in peter.heard)
    amina.taps("Do not say my name")
    joe = hamlet.comes_by(link, "Joe")
    assert not any("Amina" in each.text for each in joe.heard)


def test_who_came_is_named_only_by_their_own_word(hamlet: Hamlet) -> None:
    amina = hamlet.joins("Amina", "sell")
    link = hamlet.link_of(amina)
    amina.taps("Say my name")
    peter = hamlet.comes_by(link)
    amina.says("/invite")
    assert not amina.sees("Peter")
    peter.taps("Tell Amina I am here")
    assert "Amina can see your name" in peter.toast
    amina.says("/invite")
    assert amina.sees("Peter: has joined")
    peter.says("/invite")
    assert peter.sees("You came through Amina")
    peter.taps("Hide my name again")
    amina.says("/invite")
    assert not amina.sees("Peter")


def test_nobody_is_told_to_one_who_wants_no_name_said(hamlet: Hamlet) -> None:
    amina = hamlet.joins("Amina", "sell")
    peter = hamlet.comes_by(hamlet.link_of(amina))
    peter.taps(data="invite.tell.yes")
    found = hamlet.newcomer(peter)
    assert found is not None
    assert not found.known


def test_the_first_sale_of_a_newcomer_brings_thanks_once(hamlet: Hamlet) -> None:
    amina, buyer = hamlet.joins("Amina", "sell"), hamlet.joins("Joe")
    peter = hamlet.comes_by(hamlet.link_of(amina))
    for _ in range(2):
        hamlet.sells(peter, buyer)
        hamlet.village.passes(minutes=1)
    thanks = [each for each in amina.heard if "sold for the first time" in each.text]
    assert len(thanks) == 1
    assert "Peter" not in thanks[0].text
    assert "bulletin.mute.news" in thanks[0].buttons.values()
    assert hamlet.invite(amina).sold == 1


def test_who_silenced_news_is_not_thanked(hamlet: Hamlet) -> None:
    amina, buyer = hamlet.joins("Amina", "sell"), hamlet.joins("Joe")
    peter = hamlet.comes_by(hamlet.link_of(amina))
    hamlet.silences(amina, "news")
    hamlet.sells(peter, buyer)
    hamlet.village.passes(days=8)
    assert not any("first time" in each.text for each in amina.heard)


def test_a_sale_by_somebody_nobody_invited_thanks_nobody(hamlet: Hamlet) -> None:
    amina, buyer, peter = hamlet.joins("Amina"), hamlet.joins("Joe"), hamlet.joins("Peter", "sell")
    hamlet.link_of(amina)
    hamlet.sells(peter, buyer)
    hamlet.village.passes(minutes=1)
    assert hamlet.invite(amina).sold == 0


def test_the_first_listing_counts_once(hamlet: Hamlet) -> None:
    amina = hamlet.joins("Amina", "sell")
    peter = hamlet.comes_by(hamlet.link_of(amina))
    for crop in ("tomatoes", "onions"):
        peter.says(f"selling 20 kg {crop} at 100 today")
        for words in ("skip", "yes"):
            peter.says(words)
    assert hamlet.invite(amina).listed == 1


def test_there_is_a_poster_and_words_to_pass_on(hamlet: Hamlet) -> None:
    amina = hamlet.joins("Amina", "sell")
    link = hamlet.link_of(amina)
    (shown,) = amina.taps("Poster")
    assert isinstance(shown.picture, Poster)
    assert shown.picture.link.endswith(link)
    (words,) = amina.taps("Words to pass on")
    assert words.text.endswith(link)


def test_forged_buttons_do_nothing(hamlet: Hamlet) -> None:
    amina = hamlet.joins("Amina", "sell")
    for data in ("invite.name.maybe", "invite.x", "invite.tell", "invites.list.all.0"):
        assert amina.taps(data=data) == []
        assert amina.toast


def test_whoever_goes_takes_their_invite_along(hamlet: Hamlet) -> None:
    amina = hamlet.joins("Amina", "sell")
    link = hamlet.link_of(amina)
    peter = hamlet.comes_by(link)
    amina.says("/forget")
    amina.says("yes")
    amina.says("yes")
    assert any("forgotten" in each.text or "erased" in each.text.lower() for each in amina.heard)
    assert hamlet.newcomer(peter) is None
    joe = hamlet.comes_by(link, "Joe")
    assert hamlet.newcomer(joe) is None
