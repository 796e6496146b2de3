"""Buyer and farmer talk about an order through the bot."""

from bot.relaying.letters import PHOTO, PLACE, VOICE
from tests.relaying.town import Town
from tests.village import Person


def test_words_go_over_and_an_answer_comes_back(town: Town, amina: Person, peter: Person) -> None:
    order = town.order()
    peter.taps("✉️ Write")
    assert "what shall Amina know" in peter.last.text
    peter.says("I come at nine")
    assert "Sent to Amina" in peter.last.text
    assert f"Peter</b> (buyer) about order {order.number}" in amina.last.text
    assert "I come at nine" in amina.last.text
    amina.taps("Answer")
    assert "Peter</b>: I come at nine" in amina.last.text
    amina.says("Good, bring bags")
    assert "Amina</b> (farmer)" in peter.last.text
    assert "Good, bring bags" in peter.last.text


def test_a_photo_a_voice_note_and_a_place_go_over(town: Town, amina: Person, peter: Person) -> None:
    peter.taps(data="relay.write.1")
    peter.sends_photo("pic-9", "like this one")
    assert amina.last.photo == "pic-9"
    assert "like this one" in amina.last.text
    peter.taps("Write more")
    peter.sends_voice("note-9")
    assert amina.last.voice == "note-9"
    peter.taps("Write more")
    peter.shares(-0.5, 36.25)
    assert amina.last.place == (-0.5, 36.25)
    assert [letter.brought.kind for letter in town.letters()] == [PHOTO, VOICE, PLACE]


def test_only_the_first_name_is_shown(town: Town, amina: Person, peter: Person) -> None:
    town.writes(peter, "hello")
    assert "Otieno" not in amina.last.text


def test_numbers_names_and_links_are_hidden_and_the_writer_is_told(
    town: Town, amina: Person, peter: Person
) -> None:
    town.writes(peter, "Call 0712 345 678 or @peter_o, 1200 KES is fine")
    assert "Call ••• or •••, 1200 KES is fine" in amina.last.text
    assert "I hid a number" in peter.last.text
    assert "📞 Numbers" in peter.last.buttons
    assert "345" not in town.letters()[0].brought.words


def test_the_caption_of_a_photo_is_no_way_around(town: Town, amina: Person, peter: Person) -> None:
    peter.taps(data="relay.write.1")
    peter.sends_photo("pic", "+254 712 345 678")
    assert "712" not in amina.last.text


def test_a_contact_is_not_passed_on(town: Town, amina: Person, peter: Person) -> None:
    peter.taps(data="relay.write.1")
    heard = len(amina.heard)
    peter.shares_phone("+254712345678")
    assert "only when both agree" in peter.last.text
    assert len(amina.heard) == heard
    peter.says("then in words")
    assert "then in words" in amina.last.text


def test_no_word_typed_in_a_letter_is_a_command_but_the_ways_out_are(
    town: Town, amina: Person, peter: Person
) -> None:
    for words in ("buy", "orders", "sell", "settings", "yes", "no"):
        town.writes(peter, words)
        assert amina.last.text.endswith(words)
    peter.taps(data="relay.write.1")
    peter.says("menu")
    assert "✉️ Finish your message" in peter.last.buttons
    count = len(town.letters())
    peter.taps("Finish your message")
    peter.says("help")
    assert len(town.letters()) == count
    peter.says("stop")
    assert len(town.letters()) == count


def test_the_longest_letter_arrives_whole(town: Town, amina: Person, peter: Person) -> None:
    words = ("tomato " * 600)[:4096].strip()
    town.writes(peter, words)
    assert words in amina.last.text
    assert town.letters()[0].brought.words == words


def test_at_night_a_letter_waits_for_the_waking_hour(
    town: Town, amina: Person, peter: Person
) -> None:
    town.village.passes(hours=13)  # 22:00
    heard = len(amina.heard)
    town.writes(peter, "first")
    town.writes(peter, "second")
    assert "reads it later" in peter.last.text
    assert len(amina.heard) == heard
    town.village.passes(hours=9, minutes=5)
    told = [seen.text.splitlines()[-1] for seen in amina.heard[heard:] if "✉️" in seen.text]
    assert told == ["first", "second"]
    town.village.passes(hours=24)
    assert sum("second" in seen.text for seen in amina.heard) == 1


def test_who_is_here_just_now_reads_at_night_too(town: Town, amina: Person, peter: Person) -> None:
    town.village.passes(hours=13)
    amina.says("/orders")
    town.writes(peter, "still up?")
    assert "still up?" in amina.last.text


def test_a_letter_never_disturbs_a_talk_under_way(town: Town, amina: Person, peter: Person) -> None:
    amina.says("/sell")
    question = amina.last.text
    town.writes(peter, "one thing")
    assert any("one thing" in seen.text for seen in amina.heard[-2:])
    assert amina.last.text == question


def test_one_may_write_until_two_days_after_the_end(
    town: Town, amina: Person, peter: Person
) -> None:
    amina.taps(data="order.do.1.decline.sold")
    town.village.passes(hours=47)
    town.writes(peter, "why?")
    assert len(town.letters()) == 1
    town.village.passes(hours=2)
    peter.taps(data="relay.write.1")
    assert "more than two days" in peter.last.text
    peter.taps(data="order.see.1")
    assert "✉️ Write" not in peter.last.buttons


def test_a_letter_begun_in_time_is_not_sent_too_late(
    town: Town, amina: Person, peter: Person
) -> None:
    amina.taps(data="order.do.1.decline.sold")
    peter.taps(data="relay.write.1")
    town.village.passes(hours=49)
    peter.says("too late")
    assert town.letters() == []


def test_many_letters_in_an_hour_are_asked_to_wait(
    town: Town, amina: Person, peter: Person
) -> None:
    for at in range(20):
        town.writes(peter, f"letter {at}")
    peter.taps(data="relay.write.1")
    assert "a lot for one hour" in peter.last.text
    assert len(town.letters()) == 20
    town.writes(amina, "I can answer")
    town.village.passes(minutes=61)
    town.writes(peter, "again")
    assert len(town.letters()) == 22


def test_all_that_was_written_is_listed_and_opened(
    town: Town, amina: Person, peter: Person
) -> None:
    for at in range(7):
        town.writes(peter, f"letter {at}")
    peter.taps(data="relay.write.1")
    peter.sends_photo("pic-1")
    amina.taps(data="order.more.1")
    amina.taps("💬 Messages")
    assert "letter 6" in amina.last.text
    assert "letter 1" not in amina.last.text
    amina.taps("📷")
    assert amina.last.photo == "pic-1"
    amina.taps("More")
    assert "letter 1" in amina.last.text


def test_strangers_neither_write_nor_read(town: Town, amina: Person, peter: Person) -> None:
    town.writes(peter, "between us")
    eve, njeri = town.joins("Eve"), town.admin()
    for who in (eve, njeri):
        for what in ("write", "list", "mute", "numbers", "propose", "agree", "mynumber"):
            who.taps(data=f"relay.{what}.1")
            assert "not open to you" in who.toast
        for data in ("relay.see.1", "relay.report.1", "relay.open.1", "relay.vouch.1"):
            who.taps(data=data)
            assert "not open to you" in who.toast
    assert len(town.letters()) == 1


def test_who_leaves_takes_their_words_along(town: Town, amina: Person, peter: Person) -> None:
    town.writes(peter, "my secret")
    amina.taps(data="order.do.1.decline.sold")
    peter.says("/forget")
    peter.says("yes")
    peter.says("yes")
    assert "my secret" not in town.letters()[0].brought.words
    amina.taps(data="relay.list.1")
    assert "(taken back)" in amina.last.text
