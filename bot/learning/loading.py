"""The plan of lessons as one reader gets it: the files, and over them what staff published."""

from functools import partial

from bot.feature import Turn
from bot.learning import edited, editions
from bot.learning.editions import Edition
from bot.learning.lessons import Curriculum, Lesson, curriculum
from bot.learning.rules import Shelf
from bot.talk.speaker import Speaker
from bot.text.phrase import say


def plan_of(turn: Turn, shelf: Shelf) -> Curriculum:
    """Give the lessons as the person of this turn reads them."""
    plan, language = curriculum(), turn.speaker.language
    found = edited.load_read(turn.conn, language, editions.pins(shelf))
    chosen = editions.choose(plan, found, shelf, language)
    return editions.merge(plan, chosen, partial(_write, turn.speaker)) if chosen else plan


def whole_plan(turn: Turn) -> Curriculum:
    """Give every lesson, for staff: those not written in their language too, in another."""
    found = edited.load_published(turn.conn)
    found.sort(key=lambda each: each.language == turn.speaker.language)
    mine = turn.speaker.language
    chosen = {
        each.lesson: each
        for each in found
        if each.language == mine or each.lesson not in curriculum().lessons
    }
    return editions.merge(curriculum(), list(chosen.values()), partial(_write, turn.speaker))


def lesson_of(turn: Turn, edition: Edition) -> Lesson:
    """Give a lesson in the words of one edition, a draft too."""
    base = curriculum().lessons.get(edition.lesson)
    return editions.wear(base, edition, partial(_write, turn.speaker))


def _write(speaker: Speaker, value: object) -> str:
    """Write a sum or an amount as it is read where the speaker lives."""
    return speaker.label(say("talk-words", words=value))
