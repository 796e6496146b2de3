"""Listening through the whole bot: sandbox, database, outbox and a mouth of straw."""

from bot.voices import store
from tests.aloud.test_notes import Mouth
from tests.stage import Actor, on_stage


def voices(actor: Actor) -> list[str]:
    """Give the files of all voice notes in a chat."""
    return [seen.raw["voice"]["file_id"] for seen in actor.messages() if "voice" in seen.raw]


async def test_a_message_is_heard_twice_and_uploaded_once(sqlite_url: str) -> None:
    mouth = Mouth()
    async with on_stage(sqlite_url, mouth=mouth) as stage:
        amina = stage.person("Amina")
        asked = (await amina.says("/start"))[-1]
        await amina.taps("🔊")
        await amina.taps("🔊")
        assert mouth.said == [stage.bot.speakers.locales(stage.clock())["en"].aloud(asked.text)]
        first, second = voices(amina)
        assert first == second
        newest = max(seen.id for seen in amina.messages() if seen.rows)
        assert newest == asked.id
        assert (await amina.says("English"))[-1].text


async def test_a_recorded_voice_is_heard_at_once_by_everybody(sqlite_url: str) -> None:
    mouth = Mouth()
    async with on_stage(sqlite_url, mouth=mouth, admins="600") as stage:
        boss, amina = stage.person("Boss"), stage.person("Amina")
        await boss.says("/start")
        await boss.says("English")
        await boss.sends("voices.again.en.language-choose-ask")
        await boss.sends_voice()
        recorded = await stage.bot.database.run(store.load_recorded)
        assert len(recorded) == 1
        await amina.says("/start")
        await amina.taps("🔊")
        assert mouth.said == []
        assert len(voices(amina)) == 1


async def test_when_the_machine_fails_kind_words_come_instead(sqlite_url: str) -> None:
    async with on_stage(sqlite_url, mouth=Mouth(sound=None)) as stage:
        amina = stage.person("Amina")
        await amina.says("/start")
        shown = await amina.taps("🔊")
        assert "🔇" in shown[-1].text
        assert voices(amina) == []


async def test_on_a_silent_machine_there_is_no_button(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        amina = stage.person("Amina")
        shown = await amina.says("/start")
        assert all(seen.button("🔊") is None for seen in shown)
