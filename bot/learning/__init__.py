"""Learning: lessons of two minutes, asked again before they are forgotten."""
