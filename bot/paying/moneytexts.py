"""The texts of the money screen, with their placeholders."""

_TABLE = {
    "": "home-money command-money money-title money-owed-none money-debts-none money-back-none "
    "money-payers-none money-to-owed money-to-payers money-to-weeks money-to-passport money-to-debts "
    "money-to-back money-to-money money-did money-owed-title money-debts-title money-back-title "
    "money-payers-title money-chart money-chart-note money-this-week money-more-payers "
    "passport-none passport-csv passport-season passport-year "
    "passport-day passport-number passport-crop passport-amount passport-price passport-sum "
    "passport-currency passport-unit passport-all passport-proof",
    "sum": "money-week money-season money-cash money-mobile money-released money-owed money-give "
    "money-debts money-paid money-get",
    "order name sum": "money-owes money-says money-owing money-said money-gives money-gets",
    "order sum": "money-order",
    "name sum": "money-payer money-got",
    "name": "passport-title",
    "first last": "passport-days",
    "count": "passport-newest",
    "crop count amount sum": "passport-by-crop",
}

TEXTS = tuple(
    (key, frozenset(names.split())) for names, keys in _TABLE.items() for key in keys.split()
)
