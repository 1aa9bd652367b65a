"""Which account the server runs under, and what that account may reach.

PostgreSQL refuses to run as root. Root therefore runs it as the owner of the
project folder, else as ``postgres``, else as ``nobody``; no account is created.
What is granted is the least that works: the data folder's ownership, and the
search bit for others on a folder above that the account could not pass.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ait_postgres.errors import EmbeddedServerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Account:
    """An account other than the one this process has."""

    name: str
    user: int
    groups: tuple[int, ...]

    def allowed(self, path: Path, bits: int) -> bool:
        """Whether the account has these permission bits (4 read, 2 write, 1 search)."""
        found = path.stat()
        if found.st_uid == self.user:
            mode = found.st_mode >> 6
        elif found.st_gid in self.groups:
            mode = found.st_mode >> 3
        else:
            mode = found.st_mode
        return mode & bits == bits


if sys.platform == "win32":
    # There pg_ctl itself gives up an administrator's rights.
    def choose(data: Path) -> Account | None:
        """No other account is needed."""
        del data
        return None

    def own(tree: Path, account: Account | None) -> None:
        """Nothing to change."""
        del tree, account
else:
    import pwd

    def choose(data: Path) -> Account | None:
        """The account to run the server of this data folder under; None for our own."""
        if os.geteuid() != 0:
            return None
        for owner in _owners(data):
            try:
                entry = pwd.getpwuid(owner) if isinstance(owner, int) else pwd.getpwnam(owner)
            except KeyError:  # initdb refuses a user id without a name
                continue
            if entry.pw_uid != 0:
                groups = os.getgrouplist(entry.pw_name, entry.pw_gid)
                return Account(entry.pw_name, entry.pw_uid, tuple(groups))
        raise EmbeddedServerError(
            "PostgreSQL does not run as root and this machine has neither an account"
            " postgres nor nobody: run as another user, or set POSTGRES_URL"
        )

    def _owners(data: Path) -> Iterator[int | str]:
        # An initialised folder keeps its owner: PostgreSQL insists on it.
        if data.exists():
            yield data.stat().st_uid
        yield data.parent.parent.stat().st_uid
        yield from ("postgres", "nobody")

    def own(tree: Path, account: Account | None) -> None:
        """Give a folder and what is in it to the account, never through a link."""
        if account is None:
            return
        group = account.groups[0]
        for folder, folders, files in os.walk(tree):
            for name in ("", *folders, *files):
                os.chown(os.path.join(folder, name), account.user, group, follow_symlinks=False)  # noqa: PTH118 - Path has no lchown


def open_way(path: Path, account: Account | None) -> None:
    """Let the account pass every folder above ``path``."""
    if account is None:
        return
    for folder in reversed(path.parents):
        if not account.allowed(folder, 1):
            folder.chmod(stat.S_IMODE(folder.stat().st_mode) | stat.S_IXOTH)


def open_programs(binaries: Path, account: Account | None) -> None:
    """Let the account run an installation, also one made under a closed umask."""
    if account is None:
        return
    open_way(binaries, account)
    root = binaries.parent
    if account.allowed(root, 5) and account.allowed(binaries / "postgres", 5):
        return
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            mode = stat.S_IMODE(path.stat().st_mode)
            search = stat.S_IXOTH if mode & stat.S_IXUSR else 0
            path.chmod(mode | stat.S_IROTH | search)


def run(
    command: Sequence[str | Path],
    account: Account | None,
    *,
    output: int | IO[str] = subprocess.PIPE,
    data: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a PostgreSQL program under the account, its messages in ``stdout``.

    ``PG*`` variables are taken away: ``PGPORT`` or ``PGDATA`` of the caller are
    meant for another server. ``data`` is both ``PGDATA`` and the working folder:
    pg_ctl puts the paths of its arguments into a shell command, where a ``$`` or a
    quote in a folder's name would be read by the shell.
    """
    as_account: dict[str, Any] = {}
    if account is not None:
        as_account = {
            "user": account.user,
            "group": account.groups[0],
            "extra_groups": account.groups,
        }
    return subprocess.run(  # noqa: S603 - PostgreSQL's own programs
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        cwd=data or Path(sys.executable).anchor,
        env=_environment(os.environ, data),
        **as_account,
    )


def _environment(caller: Mapping[str, str], data: Path | None) -> dict[str, str]:
    kept = {name: value for name, value in caller.items() if not name.startswith("PG")}
    if data is not None:
        kept["PGDATA"] = str(data)
    return kept | {"LC_ALL": "C"}  # English messages, and macOS needs a locale to start
