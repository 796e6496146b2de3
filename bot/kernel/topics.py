"""Topics: what people are told without having asked, each to be silenced alone.

What an order or a talk needs from somebody is no topic: nobody silences that by accident.
"""

ORDERS, LESSONS, WARNING, NEWS, MONTHLY, STORIES, WEEKLY, REMINDERS = (
    "orders",
    "lessons",
    "warning",
    "news",
    "monthly",
    "stories",
    "weekly",
    "reminders",
)
TOPICS = (ORDERS, LESSONS, WARNING, NEWS, MONTHLY, STORIES, WEEKLY, REMINDERS)

# What staff may write a bulletin about.
WRITTEN = (NEWS, LESSONS, WARNING)
