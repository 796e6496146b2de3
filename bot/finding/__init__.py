"""Finding: what is for sale near by, by crop, words, distance, price, freshness and label; searches that keep looking."""
