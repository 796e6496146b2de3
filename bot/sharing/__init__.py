"""Sharing: a listing goes where its buyers are, as a link, a poster, a card in a group."""
