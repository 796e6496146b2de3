"""How somebody stands with the market, after what staff decided about reports."""

GOOD, RESTRICTED, SUSPENDED, BANNED = "good", "restricted", "suspended", "banned"
STANDINGS = (GOOD, RESTRICTED, SUSPENDED, BANNED)
