"""The judge: from a message and what the market knows to a verdict, without a network."""

from bot.guarding.verdict import Context, Verdict


def judge(text: str, language: str, context: Context = Context()) -> Verdict:
    """Judge a message written in a language; the same text in the same context gets the same."""
    raise NotImplementedError
