"""The plainest payloads that are stored, for tests of what happens to payloads."""


def issue(number: int, **values):
    url = f"https://api.github.com/repos/acme/orchard/issues/{number}"
    return {
        "id": 5_000_000_000 + number,
        "number": number,
        "title": f"Issue {number}",
        "state": "open",
        "html_url": f"https://github.com/acme/orchard/issues/{number}",
        "url": url,
        "comments_url": f"{url}/comments",
        "created_at": "2026-03-01T12:00:00Z",
        "updated_at": "2026-03-01T12:00:00Z",
        "user": {"login": "ada"},
        **values,
    }


def message(number: int, **values):
    return {
        "type": "message",
        "channel": "C1",
        "user": "U1",
        "text": f"Message {number}",
        "ts": f"{1_700_000_000 + number}.000100",
        **values,
    }
