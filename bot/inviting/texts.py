"""The texts of invites, with their placeholders."""

_TABLE = {
    "": "home-invite command-invite command-invites inviting-title inviting-nobody inviting-send "
    "inviting-poster inviting-words-button inviting-words-short inviting-name-yes "
    "inviting-name-no inviting-poster-title inviting-poster-what inviting-poster-how "
    "inviting-poster-scan inviting-greet inviting-own inviting-here inviting-unknown "
    "inviting-untell inviting-untold inviting-thanks inviting-back inviting-mute invites-title invites-none "
    "invites-file invites-regions invites-regions-title invites-back invites-column-name "
    "invites-column-region invites-column-joined invites-column-listed invites-column-sold",
    "link": "inviting-link inviting-words inviting-poster-told",
    "count": "inviting-joined",
    "listed sold": "inviting-further",
    "name": "inviting-came-joined inviting-came-listed inviting-came-sold inviting-came-by "
    "inviting-name-ask inviting-greet-name inviting-tell inviting-told inviting-thanks-name",
    "place": "invites-title-region invites-see",
    "place people joined": "invites-region",
    "name joined listed sold": "invites-line",
}

TEXTS = tuple(
    (key, frozenset(names.split())) for names, keys in _TABLE.items() for key in keys.split()
)
