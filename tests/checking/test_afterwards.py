"""When it already happened: what was lost, the first ten minutes, whom to call."""

import pytest

from bot.checking.rules import LOSSES
from bot.kernel import countries, hotlines
from tests.checking.town import Town
from tests.village import Person


@pytest.mark.parametrize("what", LOSSES)
def test_every_loss_has_its_first_ten_minutes(town: Town, amina: Person, what: str) -> None:
    shown = amina.taps(data="check.happened")[-1]
    at = LOSSES.index(what)
    (steps,) = amina.taps(list(shown.buttons)[at])
    assert "first ten minutes" in steps.text
    assert "M-PESA: 234" in steps.text
    assert "proof" in steps.text
    assert not any(data.startswith("report.") for data in steps.buttons.values())


def test_the_message_that_did_it_can_be_reported_with_the_steps(town: Town, amina: Person) -> None:
    amina.forwards("Your account is blocked. Send me your PIN and the code now.")
    amina.taps("already happened")
    (steps,) = amina.says("money")
    assert "report.check.1" in steps.buttons.values()
    assert "stop this payment" in steps.text


def test_the_numbers_of_ones_country_are_shown(town: Town, amina: Person) -> None:
    (shown,) = amina.says("/hotline")
    assert "Safaricom: 100" in shown.text
    assert "Police: 999" in shown.text
    assert "never the one in the message" in shown.text


def test_numbers_stand_for_known_countries_once_and_can_be_dialled() -> None:
    for code in countries.codes():
        lines = hotlines.of_country(code)
        assert len(set(lines)) == len(lines), code
        for line in lines:
            assert line.kind in hotlines.KINDS, code
            assert line.name, code
            assert line.source, code
            assert all(sign.isdecimal() or sign in " -*" for sign in line.number), (code, line)


def test_every_country_but_none_has_its_police() -> None:
    lacking = [
        code
        for code in countries.codes()
        if not any(line.kind == "police" for line in hotlines.of_country(code))
    ]
    assert lacking == []
    assert hotlines.of_country("ZZ") == ()
