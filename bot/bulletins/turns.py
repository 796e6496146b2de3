"""What readers do: silence a topic for good, or hear of it again."""

from bot.bulletins import screens
from bot.feature import Turn
from bot.kernel.topics import TOPICS
from bot.store import consents
from bot.talk.message import Message
from bot.text.phrase import say


def act(turn: Turn, what: str = "", topic: str = "", *_: str) -> None:
    """`bulletin.mute.<topic>` and `bulletin.unmute.<topic>`."""
    if topic not in TOPICS or what not in {"mute", "unmute"}:
        turn.toast(say("talk-already"))
    elif what == "mute":
        consents.silence(turn.conn, turn.person.id, topic, turn.now)
        turn.say(screens.show_muted(topic))
    else:
        consents.unsilence(turn.conn, turn.person.id, topic)
        turn.show(Message((say("bulletins-unmuted"),), ((screens.HOME,),)))
