"""The command line: run, sandbox, check, draw, talk, migrate, seed, backup, restore, texts, lessons, reports."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot import console
from bot.settings import WrongSetting
from bot.store.copies import CopyRefused
from bot.store.faults import StoreUnavailable
from bot.store.lockfile import AlreadyRunning
from bot.store.migration import MigrationFailed

Run = Callable[[argparse.Namespace], int]


def build_parser() -> argparse.ArgumentParser:
    """Build the parser; each command names the function that carries it out."""
    parser = argparse.ArgumentParser(prog="farmgate", description="A market in the chat.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="command")

    def add(name: str, run: Run, words: str) -> argparse.ArgumentParser:
        verb = verbs.add_parser(name, help=words, description=words)
        verb.set_defaults(run=run)
        return verb

    add("run", console.run, "start: on Telegram with FARMGATE_TOKEN, else the sandbox")
    add("check", console.check, "prove flows, texts and buttons in every language")
    add("draw", console.draw, "write docs/conversations.md and docs/settings.md").add_argument(
        "--check", action="store_true", help="only tell whether they are up to date"
    )
    talk = add("talk", console.talk, "play a flow in the terminal")
    talk.add_argument("flow", nargs="?", help="its name; none lists them")
    talk.add_argument("--language", default="en")
    talk.add_argument("--now", help="a fixed clock, such as 2026-06-01T09:00+03:00")
    add("migrate", console.migrate, "bring the database up to date")
    revision = add("revision", console.revision, "write a migration for changed tables")
    revision.add_argument("words", help="what changes, in a few words")
    add("seed", console.seed, "fill an empty database with a small living village")
    backup = add("backup", console.backup, "copy the SQLite database while the bot runs")
    backup.add_argument("target", nargs="?", type=Path)
    restore = add("restore", console.restore, "put a copy in the database's place")
    restore.add_argument("source", type=Path)
    add("health", console.health, "ask a running bot whether it is well")
    texts = add("texts", console.texts, "exchange texts with translators")
    texts.add_argument("what", choices=("export", "import", "stamp"))
    texts.add_argument("language")
    texts.add_argument("file", nargs="?", type=Path)
    lessons = add("lessons", console.lessons, "write lessons as files, or take drafts from files")
    lessons.add_argument("what", choices=("export", "import"))
    lessons.add_argument("folder", type=Path)
    reports = add("reports", console.reports, "write decided reports as examples for the judge")
    reports.add_argument("what", choices=("export",))
    reports.add_argument("file", type=Path)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code. What the operator got wrong is one line."""
    given = build_parser().parse_args(arguments)
    try:
        return int(given.run(given))
    except (WrongSetting, CopyRefused, AlreadyRunning, MigrationFailed, StoreUnavailable) as error:
        print(f"farmgate: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
