"""What people see of invites: their own link and who came by it, a poster, words to pass on."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bot.inviting.rules import Invite, Newcomer
from bot.kernel.topics import NEWS
from bot.talk.buttons import Buttons
from bot.talk.message import Button, Message, Poster
from bot.text.phrase import Phrase, say

NAMES = 5  # of those who came, shown
_CHOOSER = "https://t.me/share/url?url="  # Telegram lets a chat be chosen
HOME = Button(say("talk-home"), "home")
_BACK = Button(say("inviting-back"), "invite.open")


@dataclass(frozen=True, slots=True)
class View:
    """Somebody's invite as they look at it; `words` are those to pass on, in their language.

    `host` is the name of who invited them, where they may know it; `known` whether that one knows
    theirs.
    """

    invite: Invite
    link: str
    words: str
    name: str
    came: Sequence[tuple[Newcomer, str]] = ()
    host: str = ""
    known: bool = False


def show_invite(view: View, *before: Phrase) -> Message:
    """Show somebody's link, how many came by it, and the ways to pass it on."""
    lines = (
        *before,
        say("inviting-title"),
        None,
        say("inviting-link", link=view.link),
        None,
        *_counted(view.invite),
        *(say(f"inviting-came-{one.step}", name=name) for one, name in view.came),
        *((say("inviting-came-by", name=view.host),) if view.host else ()),
        *_asked(view),
    )
    return Message(lines, (*_ways(view), *_consents(view), (HOME,)), listen=True)


def _counted(own: Invite) -> tuple[Phrase, ...]:
    if not own.joined:
        return (say("inviting-nobody"),)
    return (
        say("inviting-joined", own.joined),
        say("inviting-further", listed=own.listed, sold=own.sold),
    )


def _asked(view: View) -> tuple[Phrase | None, ...]:
    if view.invite.named is not None or not view.name:
        return ()
    return (None, say("inviting-name-ask", name=view.name))


def _ways(view: View) -> Buttons:
    chooser = f"{_CHOOSER}{quote(view.link, safe='')}&text={quote(view.words, safe='')}"
    return (
        (Button(say("inviting-send"), url=chooser),),
        (
            Button(say("inviting-poster"), "invite.poster"),
            Button(say("inviting-words-button"), "invite.words"),
        ),
    )


def _consents(view: View) -> Buttons:
    yes, no = (Button(say(f"inviting-name-{way}"), f"invite.name.{way}") for way in ("yes", "no"))
    match view.invite.named:
        case _ if not view.name:
            own: tuple[Button, ...] = ()
        case None:
            own = (yes, no)
        case True:
            own = (no,)
        case _:
            own = (yes,)
    mine = _tell_host(view.host, known=view.known) if view.host else ()
    return tuple(filter(None, (own, mine)))


def _tell_host(host: str, *, known: bool) -> tuple[Button, ...]:
    if known:
        return (Button(say("inviting-untell"), "invite.tell.no"),)
    return (Button(say("inviting-tell", name=host), "invite.tell.yes"),)


def show_words(words: Phrase) -> Message:
    """Give words that can be forwarded as they stand."""
    return Message((words,))


def show_poster(view: View) -> Message:
    """Show what can be hung up."""
    poster = Poster(
        f"invite-{view.invite.person_id}",
        say("inviting-poster-title"),
        tuple(say(f"inviting-poster-{each}") for each in ("what", "how", "scan")),
        view.link,
    )
    told = say("inviting-poster-told", link=view.link)
    return Message((told,), ((_BACK,),), picture=poster)


def greet(host: str) -> Message:
    """Greet a newcomer who came by an invite, with who invited them where that may be told."""
    if not host:
        return Message((say("inviting-greet"),))
    tell = Button(say("inviting-tell", name=host), "invite.tell.yes")
    return Message((say("inviting-greet-name", name=host),), ((tell,),))


def show_already(key: str) -> Message:
    """Say kindly that a link changes nothing for somebody who is here already."""
    return Message((say(key),), ((Button(say("home-invite"), "invite.open"), HOME),))


def show_thanks(name: str) -> Message:
    """Thank somebody when one they invited has sold for the first time."""
    told = say("inviting-thanks-name", name=name) if name else say("inviting-thanks")
    mute = Button(say("inviting-mute"), f"bulletin.mute.{NEWS}")
    return Message((told,), ((_BACK,), (mute, HOME)), listen=True)
