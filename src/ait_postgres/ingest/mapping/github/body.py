"""An issue's or pull request's text as GitHub renders it, beside the text itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ait_postgres.ingest.mapping.fields import Fields, Payload

#: Rendered from `body`, and not twice alike: images carry a token that expires in minutes.
BODY_RENDERED: Final = ("body_html", "body_text")


def without_rendered_body(fields: Fields, payload: Payload) -> dict[str, Any] | None:
    """Return the remainder; the renderings are in it only where `body` itself was not sent.

    Args:
        fields: Which ignore `BODY_RENDERED`.
        payload: An issue or a pull request.
    """
    rest = fields.remainder(payload)
    if "body" in payload:
        return rest
    kept = {key: payload[key] for key in BODY_RENDERED if key in payload}
    return (rest or {}) | kept or None
