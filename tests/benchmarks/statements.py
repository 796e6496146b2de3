"""The SQL of each common turn."""

from tests.benchmarks import talk
from tests.benchmarks.figures import show, verdict

INBOX = ("update inbox",)  # the mark that the update is done; the turn's own come after it


def main() -> None:
    steps = talk.rehearse()
    counts = [len(INBOX + step.statements) for step in steps]
    show(
        "statements: one turn each, without what is shared by many (arrivals, marks of sending)",
        [
            (step.words, f"{count:2}  {', '.join(INBOX + step.statements)}")
            for step, count in zip(steps, counts, strict=True)
        ],
        [f"a turn of the talk: {verdict(sorted(counts)[len(counts) // 2], 8, most=True)}"],
    )


if __name__ == "__main__":
    main()
