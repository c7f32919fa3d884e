"""A PostgreSQL server of the tests' own, in a folder of its own, reached by a socket in it."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from waiting import DEADLINE

INSTALLED = Path("/usr/lib/postgresql")


def binaries() -> Path:
    """Where the newest server's programs are."""
    versions = sorted((path.parent for path in INSTALLED.glob("*/bin/initdb")), key=lambda path: int(path.parent.name))
    assert versions, "PostgreSQL's server is not installed: scripts/install-packages names it"
    return versions[-1]


class PostgreSQLServer:
    """Started when its making returns."""

    def __init__(self) -> None:
        self._binaries = binaries()
        # Short, and not in pytest's own folder: the path of a socket has at most 107 bytes, and PostgreSQL, which does
        # not run as root, has to enter it.
        self.folder = Path(tempfile.mkdtemp(prefix="evenkeel-pg-", dir="/tmp"))
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-U", "evenkeel", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        with (self.folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write(f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\nshared_buffers = 16MB\n")
        self.start()

    @property
    def address(self) -> str:
        """With a password, which trust asks nobody for and no message may show."""
        return f"postgresql://evenkeel:hidden-word@/postgres?host={self.folder}"

    def start(self) -> None:
        self._run("pg_ctl", "-s", "-w", "-l", str(self.folder / "server.log"), "start")

    def crash(self) -> None:
        """Ends it at once; it recovers when it is started again."""
        self._run("pg_ctl", "-s", "-m", "immediate", "-w", "stop")

    def remove(self) -> None:
        if (self.folder / "data" / "postmaster.pid").exists():
            self.crash()
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), "-D", str(self.folder / "data"), *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        quiet = subprocess.DEVNULL
        # A server that it starts would keep a pipe open.
        subprocess.run(command, cwd="/", stdin=quiet, stdout=quiet, stderr=quiet, timeout=4 * DEADLINE, check=True)
