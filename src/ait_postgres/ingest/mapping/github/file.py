"""Files at one content: from the contents API, a git tree, a blob, a code search.

The key is `{repository id}:{path}:{sha}`. Payloads name the repository but do
not number it, and a blob has no path: the context gives them. A tree's
directories and submodules are no files and are set aside, saying so.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import unquote

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.mapping.convert import integer
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, Row, field
from ait_postgres.ingest.mapping.github.belonging import CONTEXT_KEYS, carry, repository_columns
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import GitHubRepositoryFile

if TYPE_CHECKING:
    from ait_postgres.schemas.data_targets import GitHubRepositoryFileDataTarget

#: As the column is declared; a path may have 1,024.
_ID_LENGTH: Final = 512
#: Longer than any file extension; what is longer follows a dot and is none.
_EXTENSION_LENGTH: Final = 255
_COMMIT: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_NO_FILES: Final = {
    "tree": "a directory",
    "dir": "a directory",
    "commit": "a submodule",
    "submodule": "a submodule",
}

_FILE: Final = Fields(
    field("path"),
    field("name"),
    field("sha"),
    field("type"),
    field("mode"),
    field("html_url"),
    field("size", convert=integer),
    ignore=(
        "content",
        "encoding",
        # Built from repository, path and sha; `download_url` carries a token that expires.
        "url",
        "git_url",
        "download_url",
        "_links",
        # A row of another table, and what a search makes of its query.
        "repository",
        "score",
        "text_matches",
    ),
)


def github_file(payload: Payload, context: Context) -> GitHubRepositoryFileDataTarget:
    """A file, its content decoded where it is text."""
    _refuse_others(payload)
    row = _FILE.read(payload)
    row |= repository_columns(payload, context)
    row.pop("repository_name", None)
    path: Any = row.get("path") or context.get("path")
    row["path"] = path
    row["id"] = _key(row.get("repository_id"), path, row.get("sha"))
    row["name"] = row.get("name") or path.rpartition("/")[2]
    row["extension"] = _extension(row["name"])
    if branch := context.get("branch") or _ref(payload.get("url")):
        row["branch"] = branch
    if "content" in payload:
        row |= _content(payload["content"], payload.get("encoding"))
    if rest := _FILE.remainder(payload):
        row["remainder"] = rest
    return cast("GitHubRepositoryFileDataTarget", row)


def _refuse_others(payload: Payload) -> None:
    kind = payload.get("type")
    other = _NO_FILES.get(kind) if isinstance(kind, str) else None
    # A listing calls a submodule a file, for the sake of old clients; its git_url is a tree's.
    if "submodule_git_url" in payload or (
        kind == "file" and "/git/trees/" in str(payload.get("git_url"))
    ):
        other = "a submodule"
    if other:
        raise Reject(f"{other}, not a file", "type", code="foreign")


def _key(repository_id: Any, path: Any, sha: Any) -> str:
    """`{repository id}:{path}:{sha}`, or with `/sha256/{of the path}` where that is too long.

    No path begins with a slash, so a hash never meets a path.
    """
    if not repository_id:
        raise Reject(
            "a file's key needs the id of its repository, and the payload lacks it:"
            " give repository_id in the context",
            "repository_id",
            code="key",
        )
    if not isinstance(path, str) or not path:
        raise Reject(
            "a file's key needs its path, and the payload lacks it: give path in the context",
            "path",
            code="key",
        )
    if not isinstance(sha, str) or not sha:
        raise Reject("a file's key needs its sha, and the payload lacks it", "sha", code="key")
    key = f"{repository_id}:{path}:{sha}"
    if len(key) <= _ID_LENGTH:
        return key
    digest = hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{repository_id}:/sha256/{digest}:{sha}"


def _extension(name: Any) -> str | None:
    """In lower case, without its dot; a leading dot begins a name, not an extension."""
    stem, _, extension = str(name).rpartition(".")
    known = stem and extension and len(extension) <= _EXTENSION_LENGTH
    return extension.lower() if known else None


def _ref(url: Any) -> str | None:
    """What a contents url was asked for: a branch or a tag by name; a commit is none."""
    ref = unquote(url.partition("?ref=")[2]) if isinstance(url, str) else ""
    return ref if ref and not _COMMIT.fullmatch(ref) else None


def _content(content: Any, encoding: Any) -> Row:
    """Content, how it stands in the column, and its lines.

    Text as text (`utf-8`). What is no UTF-8, or holds U+0000, which PostgreSQL's
    text cannot: as base64 without line breaks, so that every byte is kept.
    """
    if content is None:
        return {"content": None, "encoding": None, "lines_of_code": None}
    if encoding == "none":  # above 1 MB the contents API sends "", and the content elsewhere
        return {}
    if not isinstance(content, str):
        raise Reject("content: holds no text", "content")
    if encoding == "base64":
        wire = "".join(content.split())
        text = _text(wire)
        if text is None:
            return {"content": wire, "encoding": "base64", "lines_of_code": None}
    elif encoding == "utf-8":
        text = content
    else:
        raise Reject(f"encoding: {encoding!r:.40} is neither base64 nor utf-8", "encoding")
    return {"content": text, "encoding": "utf-8", "lines_of_code": _lines(text)}


def _lines(text: str) -> int:
    """Lines as git counts them: the last one needs no newline."""
    return text.count("\n") + (not text.endswith("\n") and text != "")


def _text(wire: str) -> str | None:
    try:
        text = base64.b64decode(wire, validate=True).decode()
    except UnicodeDecodeError:
        return None
    except (binascii.Error, ValueError) as error:
        raise Reject(f"content: is not base64 ({error})", "content") from error
    return None if "\x00" in text else text


def _recognise(payload: Payload) -> bool:
    if "sha" not in payload or "tree" in payload or "entries" in payload or "commit" in payload:
        return False
    return "path" in payload or ("content" in payload and "encoding" in payload)


ENTITY: Final = Entity(
    name="github_file",
    table=GitHubRepositoryFile.__table__,  # type: ignore[arg-type]  # declared as FromClause, is a Table
    map=github_file,
    recognise=_recognise,
    # `entries` of a directory as one object, `content` in the answer to a write.
    wrappers=("tree", "entries", "content"),
    carry=carry,
    context_keys=(*CONTEXT_KEYS, "path", "branch"),
)
