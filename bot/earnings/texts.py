"""The texts of the weekly note and the village board, with their placeholders."""

_TABLE = {
    "": "home-weekly home-board command-weekly command-board weekly-ask weekly-yes weekly-no "
    "weekly-off weekly-which-day weekly-stop weekly-same weekly-details weekly-empty "
    "weekly-empty-listed weekly-nothing weekly-hint-answer weekly-hint-list weekly-hint-price "
    "weekly-hint-photo weekly-hint-invite board-empty board-hidden board-crops board-name-ask "
    "board-name-yes board-name-no board-named board-unnamed board-months board-page board-back "
    "board-untold board-page-why board-page-scan board-page-told board-column-month "
    "board-column-sellers board-column-income board-nowhere",
    "day": "weekly-on",
    "since": "weekly-title",
    "amount": "weekly-sold",
    "sum": "weekly-earned",
    "much": "weekly-more weekly-less",
    "crop own middle place": "weekly-price-above weekly-price-below weekly-price-even",
    "day crop amount sum": "weekly-line",
    "count": "weekly-rest board-sellers board-orders",
    "place month": "board-title board-title-region",
    "fewest": "board-few board-chart-note",
    "weight": "board-weight",
    "income": "board-income",
    "count income": "board-last",
    "names": "board-names",
    "place": "board-wider board-chart",
}

TEXTS = tuple(
    (key, frozenset(names.split())) for names, keys in _TABLE.items() for key in keys.split()
)
