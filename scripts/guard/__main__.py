"""`python -m scripts.guard`: train the guard's model, write it, and write how good it is."""

from pathlib import Path

from bot.guarding import model, traits
from scripts.guard import corpus, report, training

HERE = Path(__file__).parents[2]


def main() -> None:
    rows = corpus.load()
    found = [traits.of_message(row.text) for row in rows]
    print(f"{len(rows)} messages")
    fitted, scores = training.train(rows, found, corpus.split(rows, training.PARTS))
    content = model.write(fitted)
    (HERE / "bot" / "guarding" / model.NAME).write_bytes(content)
    (HERE / "docs" / "guard.md").write_text(report.write(rows, scores, fitted), "utf-8")
    print(f"model of {len(content):,} bytes, {len(fitted.pieces.places):,} pieces")


if __name__ == "__main__":
    main()
