"""Points: where produce is brought and fetched, and the hours in which it is."""
