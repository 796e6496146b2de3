"""What selling lets the other features hear, each with the listing as it is now."""

PUBLISHED = "listing-published"  # it came to the market, new or again
CHANGED = "listing-changed"
