"""What is proved of the lessons: whole in every language, within limits, answerable, reachable."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from bot.learning.coins import fill
from bot.learning.lessons import CHOICE, DRILL, LOCALES, Curriculum, Lesson, curriculum
from bot.text.catalog import Catalog, Catalogs
from bot.text.domain import Entry
from bot.text.language import SOURCE
from bot.text.locale import Locale
from bot.text.pages import key_of
from bot.text.phrase import Phrase
from bot.text.speech import bare
from bot.text.template import TAG, placeholders

# Characters as written; a button's with its sums in it.
LIMITS = {
    "title": 40,
    "text": 600,
    "today": 120,
    "question": 160,
    "again": 160,
    "option": 30,
    "feedback": 160,
    "message": 240,
}
MOST_SENTENCES = 8
LONGEST = 60  # seconds to read a lesson aloud
# What a calm voice says in a second; a Chinese character takes longer than a letter.
_LETTERS, _HAN = 13.0, 4.5
_PLACES = ("KE", "IN", "CN", "TZ", "MX", "EG")
_MONEY = {"KE": "KES", "IN": "INR", "CN": "CNY", "TZ": "TZS", "MX": "MXN", "EG": "EGP"}
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def find_faults(catalogs: Catalogs) -> Iterator[str]:
    """Find every fault of the lessons that come with the bot."""
    yield from faults_of(curriculum(), catalogs, LOCALES.joinpath("pictures").glob("*.png"))


def faults_of(plan: Curriculum, catalogs: Catalogs, pictures: Iterable[object]) -> Iterator[str]:
    """Find the faults of a plan of lessons, of the texts in each language, of the pictures."""
    drawn = {getattr(each, "stem", str(each)) for each in pictures}
    yield from _plan_faults(plan)
    for lesson in plan.lessons.values():
        if lesson.id not in drawn:
            yield f"lesson {lesson.id}: no picture"
        for catalog in catalogs.by_language.values():
            code = catalog.language.code
            for fault in text_faults(lesson, catalog, catalogs):
                yield f"{code} lessons/{lesson.id}: {fault}"


def _plan_faults(plan: Curriculum) -> Iterator[str]:
    named = [each for course in plan.courses for each in course.lessons]
    for each in sorted({one for one in named if named.count(one) > 1}):
        yield f"lesson {each}: stands twice in the courses"
    yield from (
        f"lesson {each}: is in a course but nowhere told"
        for each in named
        if each not in plan.lessons
    )
    for lesson in plan.lessons.values():
        yield from (f"lesson {lesson.id}: {fault}" for fault in lesson_faults(plan, lesson))
    for event, wanted in plan.moments.items():
        if wanted not in plan.lessons:
            yield f"the moment {event} has no lesson {wanted}"


def lesson_faults(plan: Curriculum, lesson: Lesson) -> Iterator[str]:
    """Find what is wrong with a lesson besides its words."""
    if not lesson.course:
        yield "is in no course"
    if not 2 <= len(set(lesson.options)) == len(lesson.options) <= 3:
        yield "needs two or three answers, each once"
    if not lesson.right or not lesson.right < set(lesson.options):
        yield "needs a right answer and a wrong one among its options"
    if lesson.kind not in {CHOICE, DRILL}:
        yield f"is of no known kind: {lesson.kind}"
    if lesson.kind == DRILL and set(lesson.messages) != set(lesson.options):
        yield "a drill needs a message for each answer"
    if not set(lesson.season) <= set(range(1, 13)):
        yield "its season has a month that is none"
    if not _is_reachable(plan, lesson.id, ()):
        yield "cannot be reached: what comes before it is missing or comes after it"


def _is_reachable(plan: Curriculum, lesson: str, path: tuple[str, ...]) -> bool:
    known = plan.lessons.get(lesson)
    if known is None or lesson in path:
        return False
    return all(_is_reachable(plan, each, (*path, lesson)) for each in known.after)


# -- texts


def parts(lesson: Lesson) -> tuple[str, ...]:
    """Name every text a lesson needs."""
    return (
        *("title", "text", "today", "question", "again"),
        *(f"option-{code}" for code in lesson.options),
        *(f"feedback-{code}" for code in lesson.options),
        *(f"message-{code}" for code in lesson.messages),
    )


def text_faults(lesson: Lesson, catalog: Catalog, catalogs: Catalogs) -> Iterator[str]:
    """Find what is wrong with a lesson's words in one language."""
    english = catalogs.by_language[SOURCE].pages
    for part in parts(lesson):
        entry = catalog.pages.get(key_of(lesson.id, part))
        if entry is None:
            if catalog.language.complete:
                yield f"{part} is missing"
            continue
        yield from (f"{part}: {fault}" for fault in _entry_faults(lesson, part, entry))
        if entry.key in english and _names(entry) != _names(english[entry.key]):
            yield f"{part}: other placeholders than in English"
    yield from _spoken_faults(lesson, catalog, catalogs)


def _entry_faults(lesson: Lesson, part: str, entry: Entry) -> Iterator[str]:
    (text,) = entry.texts
    limit = LIMITS[part.partition("-")[0]]
    if not text.strip():
        yield "is empty"
    if len(text) > limit:
        yield f"{len(text)} characters, at most {limit}"
    if part == "text" and text.count("\n") >= MOST_SENTENCES:
        yield f"more than {MOST_SENTENCES} sentences"
    if TAG.search(text):
        yield "has markup"
    unknown = _names(entry) - set(lesson.numbers)
    if unknown:
        yield f"nothing fills {', '.join(sorted(unknown))}"


def _spoken_faults(lesson: Lesson, catalog: Catalog, catalogs: Catalogs) -> Iterator[str]:
    """Find what is too long once its sums stand in it, to be read aloud or on a button."""
    known = {part: key_of(lesson.id, part) for part in parts(lesson)}
    known = {part: key for part, key in known.items() if key in catalog.pages}
    if any(_names(catalog.pages[key]) - set(lesson.numbers) for key in known.values()):
        return
    for country in _PLACES:
        locale = Locale(catalogs, catalog.language.code, country, _ANY_DAY)
        values = fill(lesson.numbers, _MONEY[country])
        said = {part: locale.label(Phrase(key, values)) for part, key in known.items()}
        aloud = " ".join(said[part] for part in ("title", "text", "today") if part in said)
        if (seconds := reading_time(aloud)) > LONGEST:
            yield f"takes {seconds} seconds to read aloud in {country}, at most {LONGEST}"
        for part, text in said.items():
            if part.startswith("option-") and len(bare(text)) > LIMITS["option"]:
                yield f"{part}: {len(bare(text))} characters on a button in {country}"


def reading_time(text: str) -> int:
    """Estimate how many seconds a calm voice takes for a text."""
    spoken = bare(text)
    han = sum("\u3400" <= sign <= "\u9fff" for sign in spoken)
    return round((len(spoken) - han) / _LETTERS + han / _HAN)


def _names(entry: Entry) -> frozenset[str]:
    return frozenset().union(*map(placeholders, entry.texts))
