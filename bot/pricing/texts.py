"""The texts pricing says beyond those its flows name by themselves, with their placeholders."""

_NONE: frozenset[str] = frozenset()

_TABLE = {
    "": "home-prices prices-words command-prices command-breakeven pricing-why-few pricing-few-apart "
    "pricing-country pricing-weeks pricing-other pricing-earn pricing-no-week pricing-this-week "
    "pricing-see breakeven-sell breakeven-take breakeven-again breakeven-free",
    "crop place": "pricing-title pricing-chart pricing-title-region pricing-chart-region",
    "crop": "pricing-title-country pricing-chart-country",
    "place": "pricing-area",
    "unit": "pricing-weeks-note",
    "rate": "pricing-middle breakeven-also breakeven-least",
    "low high unit": "pricing-half",
    "count sellers": "pricing-count pricing-count-most",
    "sellers fewest": "pricing-few",
    "total": "breakeven-costs",
    "crop total amount": "breakeven-title",
    "step": "breakeven-rounded",
    "middle left": "breakeven-above",
    "middle short": "breakeven-below",
    "middle": "breakeven-even",
}

TEXTS = tuple(
    (key, frozenset(names.split())) for names, keys in _TABLE.items() for key in keys.split()
)
