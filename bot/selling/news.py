"""What selling lets the other features hear, each with the listing as it is now."""

PUBLISHED = "listing-published"  # it came to the market, new or again
CHANGED = "listing-changed"
FAR_PRICE = "listing-far-price"  # it came to the market at a price far from what is usual
