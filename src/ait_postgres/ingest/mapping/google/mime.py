"""What a message's MIME tree says: its headers by name, its bodies by type.

Gmail undoes the transfer encoding and hands each body over as url-safe base64. Names
of headers are compared without case, and a header may be there more than once.
"""

from __future__ import annotations

import base64
import binascii
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from typing import TYPE_CHECKING, Any, Final

from ait_postgres.ingest.json_text import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.ingest.mapping.fields import Payload

#: One encoded word of RFC 2047, or several with nothing but space between them.
_WORD: Final = r"=\?[^?\s]+\?[bqBQ]\?[^?]*\?="
_ENCODED: Final = re.compile(rf"{_WORD}(?:\s+{_WORD})*")
_URL_SAFE: Final = str.maketrans("-_", "+/", "\r\n")


def headers(tree: Payload) -> dict[str, list[str]]:
    """Every header's values in their order, by its name in lower case; encoded words decoded."""
    found: dict[str, list[str]] = {}
    listed = tree.get("headers")
    for header in listed if is_list(listed) else ():
        name, value = (header.get("name"), header.get("value")) if is_object(header) else (None, 0)
        if isinstance(name, str) and isinstance(value, str):
            found.setdefault(name.lower(), []).append(_ENCODED.sub(_decoded_words, value))
    return found


def _decoded_words(found: re.Match[str]) -> str:
    """The words' text; as they stand where they do not decode."""
    try:
        parts = decode_header(found[0])
        return "".join(
            part if isinstance(part, str) else part.decode(charset or "ascii")
            for part, charset in parts
        )
    except (HeaderParseError, LookupError, ValueError):
        return found[0]


def bodies(tree: Payload) -> dict[str, str]:
    """The text of each type (`text/plain`, `text/html`): all its parts but attachments, joined.

    Raises:
        ValueError: A body is not base64.
    """
    found: dict[str, list[str]] = {}
    for part in _inline_parts(tree):
        kind, body = part.get("mimeType"), part.get("body")
        if isinstance(kind, str) and kind.lower().startswith("text/") and is_object(body):
            data = body.get("data")
            if data is not None:
                found.setdefault(kind.lower(), []).append(_text(part, _bytes(data)))
    return {kind: "\n".join(texts) for kind, texts in found.items()}


def _inline_parts(tree: Payload) -> Iterator[Payload]:
    """The tree's nodes in reading order, without attached files and attached messages."""
    waiting: list[Any] = [tree]
    while waiting:
        part = waiting.pop()
        if not is_object(part) or (part is not tree and _is_attached(part)):
            continue
        yield part
        parts = part.get("parts")
        if is_list(parts):
            waiting.extend(reversed(parts))


def _is_attached(part: Payload) -> bool:
    if part.get("filename") or part.get("mimeType") == "message/rfc822":
        return True
    disposition = headers(part).get("content-disposition", [""])[0]
    return disposition.strip().lower().startswith("attachment")


def _bytes(data: Any) -> bytes:
    if not isinstance(data, str):
        raise ValueError("the body's data is not base64")
    digits = data.translate(_URL_SAFE).rstrip("=")
    try:
        return base64.b64decode(digits + "=" * (-len(digits) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(f"{data!r:.40} is not base64") from None


def _text(part: Payload, content: bytes) -> str:
    """The text of a body: UTF-8, else the part's own charset; what is neither is U+FFFD.

    UTF-8 first, since Gmail converts most bodies and leaves the header as it was; text
    in another charset is hardly ever valid UTF-8, but for ISO-2022, which escapes show.
    """
    charsets = [_charset(part) or "utf-8", "utf-8"]
    for charset in charsets if b"\x1b" in content else reversed(charsets):
        try:
            return content.decode(charset)
        except (LookupError, ValueError):
            continue
    return content.decode("utf-8", "replace")


def _charset(part: Payload) -> str | None:
    kind = Message()
    for value in headers(part).get("content-type", [])[:1]:
        kind["Content-Type"] = value
    try:
        return kind.get_content_charset()
    except (LookupError, TypeError, ValueError):
        return None
