"""Payloads in the vendors' shapes, made for the bench: the same each time."""

from typing import Any

API = "https://api.github.com"


def slack_messages(count: int, edition: int = 0) -> list[dict[str, Any]]:
    """Messages of one channel; the edition is said in their text."""
    return [slack_message(n, edition) for n in range(count)]


def slack_message(n: int, edition: int) -> dict[str, Any]:
    message: dict[str, Any] = {
        "type": "message",
        "channel": "C024BE91L",
        "user": f"U{n % 50:08}",
        "text": f"Message {n} of the morning, edition {edition}: see <https://example.org/{n}>",
        "ts": f"{1_700_000_000 + n}.{n % 1_000_000:06}",
        "team": "T024BE7LD",
        "client_msg_id": f"{n:032x}",
    }
    if n % 5 == 0:
        message["thread_ts"] = f"{1_700_000_000 + n - n % 10}.000100"
        message["reply_count"] = n % 7
    if n % 3 == 0:
        message["reactions"] = [{"name": "eyes", "count": 2, "users": ["U1", "U2"]}]
    if n % 11 == 0:
        message["files"] = [{"id": f"F{n}", "name": "plan.pdf", "size": 20_480 + n}]
    return message


def pull_requests(count: int, edition: int = 0) -> list[dict[str, Any]]:
    """Pull requests in the detail shape; the edition is said in the title."""
    return [_pull_request(n, edition) for n in range(count)]


def _user(n: int) -> dict[str, Any]:
    url = f"{API}/users/user{n}"
    return {
        "login": f"user{n}",
        "id": 1000 + n,
        "node_id": f"MDQ6VXNlcj{n}",
        "avatar_url": f"https://avatars.githubusercontent.com/u/{n}?v=4",
        "url": url,
        "html_url": f"https://github.com/user{n}",
        "followers_url": f"{url}/followers",
        "repos_url": f"{url}/repos",
        "type": "User",
        "site_admin": False,
    }


def _repository() -> dict[str, Any]:
    return {
        "id": 1_296_269,
        "node_id": "MDEwOlJlcG9zaXRvcnkxMjk2MjY5",
        "name": "orchard",
        "full_name": "acme/orchard",
        "owner": _user(1),
        "private": False,
        "html_url": "https://github.com/acme/orchard",
        "description": "Apples and pears",
        "fork": False,
        "url": f"{API}/repos/acme/orchard",
        "default_branch": "main",
        "stargazers_count": 80,
        "topics": ["apples", "pears"],
        "license": {"key": "mit", "name": "MIT License"},
    }


def _pull_request(n: int, edition: int) -> dict[str, Any]:
    url = f"{API}/repos/acme/orchard/pulls/{n}"
    page = f"https://github.com/acme/orchard/pull/{n}"
    return {
        "url": url,
        "id": 4_000_000_000 + n,
        "node_id": f"PR_{n}",
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "issue_url": f"{API}/repos/acme/orchard/issues/{n}",
        "number": n,
        "state": "closed" if n % 2 else "open",
        "locked": False,
        "title": f"Prune tree {n}, edition {edition}",
        "user": _user(n % 100),
        "body": "The old branches carry no fruit.\n\n" + f"- [ ] row {n}\n" * 5,
        "created_at": "2026-01-10T08:00:00Z",
        "updated_at": "2026-01-12T08:00:00Z",
        "closed_at": "2026-01-12T08:00:00Z" if n % 2 else None,
        "merged_at": "2026-01-12T08:00:00Z" if n % 2 else None,
        "merge_commit_sha": f"{n:040x}",
        "assignee": None,
        "assignees": [_user(2)],
        "requested_reviewers": [_user(3)],
        "requested_teams": [],
        "labels": [{"id": 7, "name": "pruning", "color": "00ff00", "default": False}],
        "milestone": None,
        "draft": False,
        "head": {
            "label": "acme:prune",
            "ref": f"prune-{n}",
            "sha": f"{n:040x}",
            "repo": _repository(),
        },
        "base": {"label": "acme:main", "ref": "main", "sha": f"{n:040x}", "repo": _repository()},
        "author_association": "MEMBER",
        "auto_merge": None,
        "active_lock_reason": None,
        "merged": bool(n % 2),
        "mergeable": None,
        "rebaseable": None,
        "mergeable_state": "unknown",
        "merged_by": _user(4) if n % 2 else None,
        "comments": n % 9,
        "review_comments": n % 4,
        "maintainer_can_modify": False,
        "commits": 1 + n % 5,
        "additions": n % 500,
        "deletions": n % 300,
        "changed_files": 1 + n % 12,
    }
