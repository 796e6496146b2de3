"""Pictures of conversations are made of whatever there is: `check` has to come to its own word."""

from bot import documents
from bot.feature import Feature, FlowEntry
from bot.talk.asks import Words
from bot.talk.flow import Flow, row
from tests.village import catalogs


class Unwritten(Flow[None], name="unwritten", sums_up=False):
    """A flow nobody has written texts for."""

    words = row(Words())

    @classmethod
    def examples(cls) -> tuple[None, ...]:
        return (None,)


def test_a_question_without_a_text_is_drawn_by_its_key() -> None:
    entry = FlowEntry(Unwritten, lambda turn, answers: None, lambda turn, command: None)
    drawn = documents.make((Feature("new", flows=(entry,)),), catalogs())
    assert "unwritten-words-ask" in drawn["conversations.md"]
