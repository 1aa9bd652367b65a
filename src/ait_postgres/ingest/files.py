"""Files of payloads: JSON, NDJSON, either gzipped, folders of them, or standard input.

What a file is shows in its bytes, not in its name. NDJSON is read line by line,
in flat memory; any other file is one document and is read whole.
"""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ait_postgres.errors import ForeignPayload, InputUnreadable
from ait_postgres.ingest.engine import Apart, ingest
from ait_postgres.ingest.entities import entity_named
from ait_postgres.ingest.full_sync import sync_all
from ait_postgres.ingest.json_reader import parse
from ait_postgres.ingest.result import IngestResult

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

    from sqlalchemy import Connection

    from ait_postgres.ingest.mapping.fields import Context

#: What a folder is searched for; a file named outright may be called anything.
SUFFIXES = (".json", ".ndjson", ".jsonl", ".json.gz", ".ndjson.gz", ".jsonl.gz")
_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"


def ingest_files(
    connection: Connection,
    entity: str,
    paths: Iterable[str | Path],
    *,
    context: Context | None = None,
    progress: Callable[[IngestResult], None] | None = None,
) -> IngestResult:
    """Store the payloads of files as rows of one entity.

    Everything happens in the connection's transaction: where one file cannot be
    read, roll back, and nothing of any file is stored.

    Args:
        connection: In a transaction, which is left open.
        entity: As AIt names it, e.g. `slack_message`.
        paths: Files, folders (searched through for `SUFFIXES`), or `-` for standard input.
        context: What the payloads lack; see `ingest`.
        progress: Called after each batch with the counts so far.

    Raises:
        UnknownEntity: No entity has that name.
        InputUnreadable: A file is missing, is not JSON, or ends too early.
        ForeignPayload: Not one object of a file is of this entity.
    """
    entity_named(entity)
    total = IngestResult()
    for path in _files(paths):
        before = total

        def report(so_far: IngestResult, before: IngestResult = before) -> None:
            if progress is not None:
                progress(before + so_far)

        done = ingest(
            connection,
            entity,
            _documents(path),
            context=context,
            progress=report,
        )
        if done.read and done.foreign == done.read:
            (why, _), *_ = done.reasons.most_common(1)
            raise ForeignPayload(f"{_name(path)} holds no {entity}: {why}; nothing was stored")
        total += done
    return total


def sync_files(
    connection: Connection,
    entity: str,
    paths: Iterable[str | Path],
    *,
    scope: Mapping[str, str],
    allow_empty: bool = False,
    context: Context | None = None,
    progress: Callable[[IngestResult], None] | None = None,
) -> IngestResult:
    """Store the whole listing that files hold together, and delete the rest of its scope.

    The arguments are those of `ingest_files` and of `sync_all`; so are the errors.
    """
    files = [*_files(paths)]
    documents: Iterator[Any] = chain.from_iterable(map(read_documents, files))
    return sync_all(
        connection,
        entity,
        documents if "-" in files else Apart(documents),
        scope=scope,
        allow_empty=allow_empty,
        context=context,
        progress=progress,
    )


def _documents(path: str | Path) -> Iterator[Any]:
    # Standard input may be slow, and a COPY that waits for it run into statement_timeout.
    documents = read_documents(path)
    return documents if path == "-" else Apart(documents)


def read_documents(path: str | Path) -> Iterator[Any]:
    """Yield the JSON documents of a file: each line of NDJSON, or the one document.

    Raises:
        InputUnreadable: Names the file and, where it can be told, the line and column.
    """
    with _opened(path) as stream:
        line, number = _first_line(stream)
        if line is None:
            raise InputUnreadable(f"{_name(path)} is empty: it should hold JSON")
        try:
            document = parse(line)
        except ValueError:
            # Not a line of NDJSON: the beginning of a document over many lines.
            yield _parse(path, b"\n" * (number - 1) + line + stream.read(), 0)
            return
        yield document
        for later, line in enumerate(stream, number + 1):
            if not line.isspace():
                yield _parse(path, line, later)


def _first_line(stream: io.BufferedIOBase) -> tuple[bytes | None, int]:
    """The first line that is not blank, and its number."""
    for number, line in enumerate(stream, 1):
        text = line.removeprefix(_BOM) if number == 1 else line
        if text and not text.isspace():
            return text, number
    return None, 0


def _parse(path: str | Path, text: bytes, line: int) -> Any:
    """Parse a document, or a line of NDJSON where `line` is its number."""
    try:
        return parse(text)
    except json.JSONDecodeError as error:
        where = f"line {line or error.lineno}, column {error.colno}"
        what = f"is not JSON at {where}: {error.msg}"
        cause: Exception = error
    except UnicodeDecodeError as error:
        what, cause = f"is not UTF-8 at byte {error.start}: JSON must be", error
    raise InputUnreadable(f"{_name(path)} {what}; mend the file, nothing was stored") from cause


@contextmanager
def _opened(path: str | Path) -> Generator[io.BufferedIOBase]:
    """The file's bytes, unzipped where they are gzip; what goes wrong in reading is said."""
    try:
        with _raw(path) as raw:
            if raw.peek(2)[:2] == _GZIP:
                with gzip.open(raw) as unzipped:
                    yield unzipped
            else:
                yield raw
    except EOFError as error:
        raise InputUnreadable(
            f"{_name(path)} is gzip and ends too early: fetch it again, nothing was stored"
        ) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise InputUnreadable(f"{_name(path)} is damaged gzip: {error}") from error
    except OSError as error:
        raise InputUnreadable(f"{_name(path)} cannot be read: {error.strerror}") from error


def _raw(path: str | Path) -> AbstractContextManager[io.BufferedReader]:
    if path == "-":  # not ours to close
        return nullcontext(cast("io.BufferedReader", sys.stdin.buffer))
    return Path(path).open("rb")


def _files(paths: Iterable[str | Path]) -> Iterator[str | Path]:
    for path in paths:
        if path == "-" or not Path(path).is_dir():
            yield path
            continue
        found = sorted(inner for inner in Path(path).rglob("*") if inner.name.endswith(SUFFIXES))
        if not found:
            raise InputUnreadable(f"{path} holds no file named *{', *'.join(SUFFIXES)}")
        yield from found


def _name(path: str | Path) -> str:
    return "standard input" if path == "-" else str(path)
