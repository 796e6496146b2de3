"""A wrong setting stops the start with one line that names it."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot import __main__, console, running, sandboxed


@pytest.fixture(autouse=True)
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Begin with no settings in an empty folder; whatever starts is told to stop soon."""

    def stopped() -> asyncio.Event:
        event = asyncio.Event()
        asyncio.get_running_loop().call_later(0.3, event.set)
        return event

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(console, "start_logging", lambda settings: None)
    monkeypatch.setattr(console, "_new_loop", asyncio.new_event_loop)
    monkeypatch.setattr(running, "stop_on_signal", stopped)
    monkeypatch.setattr(sandboxed, "stop_on_signal", stopped)
    set_all(monkeypatch, {"PORT": "0", "SEED": "no"})


@pytest.fixture(autouse=True)
def log() -> Iterator[list[Any]]:
    """What is logged beside."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def taken() -> Iterator[int]:
    """A port somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def set_all(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]) -> None:
    for name, told in settings.items():
        monkeypatch.setenv(f"FARMGATE_{name}", told)


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    """Start; give the one line it ends with."""
    assert __main__.main(["run"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1), err
    return err


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("TOKEN", "abc"),
        ("API_URL", "ftp://x"),
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "mysql://root:secret@x"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:////proc/nowhere/farmgate.db"),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing"),
        ("ADMINS", "Grace"),
        ("COUNTRY", "XX"),
        ("COUNTRY", "Kenya"),
        ("CURRENCY", "ZZZ"),
        ("CURRENCY", "shillings"),
        ("TIMEZONE", "Mars/Olympus"),
        ("LANGUAGES", "xx"),
        ("WEBHOOK_URL", "example.org"),
        ("WEBHOOK_SECRET", "not a secret"),
        ("HOST", "999.1.1.1"),
        ("PORT", "70000"),
        ("PORT", "http"),
        ("PACE", "0"),
        ("WORKERS", "many"),
        ("SEED", "perhaps"),
        ("LOG", "loud"),
    ],
)
def test_a_wrong_setting_is_named(
    name: str,
    told: str,
    log: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_all(monkeypatch, {name: told})
    line = complaint(capsys)
    assert line.startswith(f"farmgate: FARMGATE_{name}: ")
    assert "secret" not in line
    assert log == []


def test_the_right_settings_start(capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["run"]) == 0
    assert "Farmgate is on http://127.0.0.1:" in capsys.readouterr().out


def test_a_secret_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    set_all(monkeypatch, {"TOKEN": "123:mistyped secret"})
    assert "mistyped" not in complaint(capsys)


def test_a_webhook_needs_a_secret(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    set_all(monkeypatch, {"WEBHOOK_URL": "https://example.org"})
    assert "FARMGATE_WEBHOOK_SECRET" in complaint(capsys)


def test_a_taken_port_offers_one_that_is_free(
    taken: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    set_all(monkeypatch, {"PORT": str(taken)})
    told = complaint(capsys)
    assert f"FARMGATE_PORT: port {taken} is taken" in told
    set_all(monkeypatch, {"PORT": told.rpartition("FARMGATE_PORT=")[2].strip()})
    assert __main__.main(["run"]) == 0


def test_a_webhook_on_a_taken_port_does_not_start(
    taken: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    webhook = {"TOKEN": "100:x", "API_URL": "http://127.0.0.1:9", "PORT": str(taken)}
    hook = {"WEBHOOK_URL": "https://example.org", "WEBHOOK_SECRET": "secret"}
    set_all(monkeypatch, webhook | hook)
    assert complaint(capsys).startswith(
        f"farmgate: FARMGATE_PORT: 127.0.0.1:{taken} cannot be used"
    )
