"""Papers: sheets to print and pictures to look at, drawn when they are sent."""
