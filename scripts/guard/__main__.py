"""`python -m scripts.guard`: train the guard's model, write it, and write how good it is."""

from pathlib import Path

from bot.guarding import model, traits
from scripts.guard import corpus, training

HERE = Path(__file__).parents[2]


def main() -> None:
    rows = corpus.load()
    found = [traits.of_message(row.text) for row in rows]
    print(f"{len(rows)} messages")
    scores = training.score_apart(rows, found, corpus.split(rows, training.PARTS))
    fitted = training.with_lines(training.train(rows, found), training.draw_lines(rows, scores))
    content = model.write(fitted)
    (HERE / "bot" / "guarding" / model.NAME).write_bytes(content)
    print(f"model of {len(content):,} bytes, {len(fitted.pieces.places):,} pieces")


if __name__ == "__main__":
    main()
