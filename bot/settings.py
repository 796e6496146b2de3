"""Every setting once: its name, type, default and meaning; the table in docs is made from here."""

from collections.abc import Iterator
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "FARMGATE_"
TELEGRAM = "https://api.telegram.org"


class WrongSetting(Exception):
    """A setting has a value that cannot be used: one line that names it."""


def _listed(value: Any) -> Any:
    return (
        [part.strip() for part in value.split(",") if part.strip()]
        if isinstance(value, str)
        else value
    )


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("is no time zone, such as Africa/Nairobi") from error
    return value


def _address(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("must start with http:// or https://")
    return value.rstrip("/")


def _database(value: str) -> str:
    if not value.startswith(
        ("sqlite:///", "postgresql://", "postgres://", "postgresql+psycopg://")
    ):
        raise ValueError("must be sqlite:///file or postgresql://user@host/name")
    return value


Codes = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
Ids = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_listed)]


class Settings(BaseSettings):
    """What the operator may set, as FARMGATE_<NAME> in the environment or in `.env`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", env_ignore_empty=True, frozen=True
    )

    token: str = Field(
        "",
        pattern=r"^(\d+:[A-Za-z0-9_-]+)?$",
        description="Bot token from @BotFather. Without it the sandbox runs.",
    )
    api_url: Annotated[str, AfterValidator(_address)] = Field(
        TELEGRAM, description="Address of the Bot API."
    )
    database_url: Annotated[str, AfterValidator(_database)] = Field(
        "sqlite:///var/farmgate.db",
        description="Where everything is kept: a SQLite file, or PostgreSQL.",
    )
    admins: Ids = Field((), description="Telegram ids of the staff, separated by commas.")
    country: str = Field(
        "KE",
        pattern="^[A-Z]{2}$",
        description="Country (ISO 3166): decides regions, units and money.",
    )
    currency: str = Field(
        "", pattern="^([A-Z]{3})?$", description="Currency (ISO 4217); empty: the country's."
    )
    timezone: Annotated[str, AfterValidator(_zone)] = Field(
        "", validate_default=False, description="Time zone of new people; empty: the country's."
    )
    languages: Codes = Field(
        (), description="Languages offered, separated by commas; empty: every complete one."
    )
    webhook_url: str = Field(
        "", pattern="^(https?://.+)?$", description="Public address for a webhook; empty: polling."
    )
    webhook_secret: str = Field(
        "",
        pattern="^[A-Za-z0-9_-]{0,256}$",
        description="Secret that Telegram repeats with each update; needed with a webhook.",
    )
    host: str = Field(
        "127.0.0.1",
        description="Address to listen on for health, metrics, webhook, and the sandbox.",
    )
    port: int = Field(8080, ge=0, le=65535, description="Port to listen on.")
    pace: int = Field(
        28, ge=1, le=1000, description="Bulk messages a second; Telegram allows a free bot 30."
    )
    paid_broadcast: bool = Field(
        default=False,
        description="Pay Telegram in Stars for bulk beyond the free rate; PACE may then be 1000.",
    )
    night_topics: Codes = Field(
        ("warning",),
        description="Topics of which urgent bulletins are told at night too: warning, news, lessons.",
    )
    payment_token: str = Field(
        "",
        description="Payment provider token from @BotFather; with it buyers may pay in the chat.",
    )
    pool_rule: str = Field(
        "first",
        pattern="^(first|equal|price)$",
        description="How a pooled order is shared among farmers: first come (first), equal shares"
        " (equal), or the lowest price first (price).",
    )
    broadcast_approvals: int = Field(
        1,
        ge=1,
        le=2,
        description="Staff who must agree before an announcement goes out: its author alone (1), or"
        " another of the staff too (2).",
    )
    price_sellers: int = Field(
        3,
        ge=3,
        le=100,
        description="A price is shown only when so many different sellers made it.",
    )
    workers: int = Field(8, ge=1, le=64, description="Database threads with PostgreSQL.")
    var: str = Field("var", description="Folder for the database file, backups and exports.")
    seed: bool = Field(
        default=True, description="Fill an empty sandbox with a small living village."
    )
    log: str = Field(
        "info",
        pattern="^(debug|info|warning|error)$",
        description="How much is logged: debug, info, warning or error.",
    )


def read_settings(**given: Any) -> Settings:
    """Read the settings; WrongSetting names the first that cannot be used, and why."""
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise WrongSetting(_explain(error)) from None
    if settings.webhook_url and not settings.webhook_secret:
        raise WrongSetting(f"{PREFIX}WEBHOOK_SECRET: needed when {PREFIX}WEBHOOK_URL is set")
    return settings


def _explain(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0]).upper() if first["loc"] else "?"
    secret = name in {
        "TOKEN",
        "PAYMENT_TOKEN",
        "WEBHOOK_SECRET",
        "DATABASE_URL",
    }  # a password may be in it
    given = "" if secret else f" (it is {str(first.get('input'))[:60]!r})"
    return f"{PREFIX}{name}: {first['msg'].removeprefix('Value error, ')}{given}"


def describe() -> Iterator[tuple[str, str, str]]:
    """Give each setting's name, default and meaning, as the documentation shows them."""
    for name, field in Settings.model_fields.items():
        default = field.get_default()
        shown = "" if default in ("", ()) else str(default)
        yield f"{PREFIX}{name.upper()}", shown, field.description or ""
