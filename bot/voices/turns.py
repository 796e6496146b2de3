"""Voices at work: a shown message is heard, and staff record, replace and take back clips."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.feature import STAFF, Turn
from bot.talk.event import Tapped
from bot.talk.message import Message
from bot.talk.tap import read_id
from bot.text.phrase import say
from bot.text.speech import print_of
from bot.voices import rules, screens, store
from bot.voices.flow import Record, Recorded
from bot.voices.rules import Coverage, Prompt
from bot.voices.screens import DONE, MISSING
from bot.voices.store import RECORDED, Clip

FixedText = Callable[[str, str], str | None]


def listen(turn: Turn, language: str = "", *_: str) -> None:
    """Let the tapped message be heard, in the language it was written in; it stays as it is."""
    shown = turn.event.text if isinstance(turn.event, Tapped) else ""
    speaker = turn.speaker_of(replace(turn.person, language=language))
    speech = rules.speech_of(shown, speaker)
    if speech is None:
        turn.toast(say("voices-silent" if shown else "voices-gone"))
    else:
        turn.say(Message((), speech=speech))


@dataclass(frozen=True)
class Studio:
    """Where staff record: the languages offered by code, and the texts that never change."""

    languages: Mapping[str, str]
    fixed: FixedText

    def show(self, turn: Turn, words: str = "") -> None:
        """Show how much of each language is recorded."""
        recorded = store.load_recorded(turn.conn)
        found = [self._cover(turn, code, recorded) for code in self.languages]
        turn.show(screens.show_languages(found, self.languages))

    def act(self, turn: Turn, verb: str = "", language: str = "", what: str = "", *_: str) -> None:
        """Do what a button says: `voices.text.sw.home-ask`."""
        if verb == "open":
            self.show(turn)
        elif language not in self.languages:
            turn.toast(say("talk-already"))
        elif verb in {MISSING, DONE}:
            self._list(turn, verb, language, read_id(what) or 0)
        elif verb == "next":
            self._next(turn, language)
        else:
            self._act_on(turn, verb, self._prompt(turn, language, what))

    def _act_on(self, turn: Turn, verb: str, prompt: Prompt | None) -> None:
        clip = None if prompt is None else _load(turn, prompt)
        if prompt is None:
            turn.toast(say("talk-already"))
        elif verb == "delete" and clip is not None:
            store.drop(turn.conn, clip.language, clip.hash, RECORDED)
            turn.toast(say("voices-deleted"))
            self._list(turn, MISSING, prompt.language, 0)
        elif verb == "text" and clip is not None:
            turn.say(screens.show_recording(prompt, clip.file_id, is_new=False))
        elif verb in {"text", "again"}:
            turn.begin(Record.name, language=prompt.language, key=prompt.key)
        else:
            turn.toast(say("talk-already"))

    def facts(self, turn: Turn, answers: Mapping[str, str]) -> Prompt:
        """Load which text is recorded; one that a newer release no longer says has no words."""
        language, key = answers.get("language", ""), answers.get("key", "")
        return self._prompt(turn, language, key) or Prompt(language, language, key, "")

    def keep(self, turn: Turn, recorded: Recorded) -> None:
        """Keep a recording; it is heard from now on wherever the very text is said."""
        prompt = recorded.prompt
        if not turn.person.is_admin:
            turn.say(Message((say("talk-not-yours"),)))
        elif not prompt.words:
            turn.say(Message((say("talk-already"),)))
        else:
            store.record(turn.conn, _clip(turn, recorded))
            turn.say(screens.show_recording(prompt, recorded.file, is_new=True))

    def _next(self, turn: Turn, language: str) -> None:
        missing = self._cover(turn, language, store.load_recorded(turn.conn)).missing
        if missing:
            turn.begin(Record.name, language=language, key=missing[0])
        else:
            self._list(turn, DONE, language, 0)

    def _list(self, turn: Turn, which: str, language: str, page: int) -> None:
        coverage = self._cover(turn, language, store.load_recorded(turn.conn))
        texts = self._texts(turn, language)
        turn.show(screens.show_texts(coverage, self.languages[language], texts, which, page))

    def _cover(self, turn: Turn, language: str, recorded: frozenset[tuple[str, str]]) -> Coverage:
        return rules.cover(language, self._texts(turn, language).items(), recorded)

    def _texts(self, turn: Turn, language: str) -> dict[str, str]:
        """Give every fixed question people may be asked, by its key."""
        entries = (entry for feature in turn.features for entry in feature.flows)
        keys = rules.keys_of(entry.flow for entry in entries if entry.roles != STAFF)
        found = ((key, self.fixed(language, key)) for key in keys)
        return {key: words for key, words in found if words}

    def _prompt(self, turn: Turn, language: str, key: str) -> Prompt | None:
        if language not in self.languages:
            return None
        words = self._texts(turn, language).get(key)
        return Prompt(language, self.languages[language], key, words) if words else None


def _load(turn: Turn, prompt: Prompt) -> Clip | None:
    """Load what somebody recorded of a text."""
    found = store.find(turn.conn, prompt.language, [print_of(prompt.words)])
    return found if found is not None and found.kind == RECORDED else None


def _clip(turn: Turn, recorded: Recorded) -> Clip:
    prompt = recorded.prompt
    return Clip(
        prompt.language,
        print_of(prompt.words),
        recorded.file,
        RECORDED,
        prompt.words,
        turn.now,
    )
