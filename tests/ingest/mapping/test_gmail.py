"""Gmail's messages: each rule of the mapping with a value."""

import base64
import datetime as dt

import pytest
from sqlalchemy import select

from ait_postgres.ingest import ingest
from ait_postgres.ingest.entities import ENTITIES
from ait_postgres.ingest.envelope import objects
from ait_postgres.ingest.mapping.google.gmail import gmail_message
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import GoogleGmailMessage

ID = "19b000a1c0de0000"


def b64(content):
    raw = content if isinstance(content, bytes) else content.encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def part(kind, content, charset=None, **more):
    headers = [{"name": "content-type", "value": f'{kind}; charset="{charset}"'}] if charset else []
    return {"mimeType": kind, "headers": headers, "body": {"data": b64(content)}, **more}


def mapped(**said):
    return gmail_message({"id": ID, **said}, {})


def of_tree(**tree):
    return mapped(payload=tree)


def of_headers(*pairs):
    return of_tree(headers=[{"name": name, "value": value} for name, value in pairs])


def refused(**said):
    with pytest.raises(Reject) as caught:
        mapped(**said)
    return caught.value


def test_a_message():
    tree = {"mimeType": "text/plain", "headers": [], "body": {"data": b64("hello")}}
    message = {
        "threadId": "t1",
        "labelIds": ["INBOX"],
        "snippet": "it&#39;s",
        "historyId": "18446744073709551615",
        "internalDate": "1453919300123",
        "sizeEstimate": 671,
        "raw": "eA",
        "payload": tree,
    }
    assert mapped(**message) == {
        "id": ID,
        "thread_id": "t1",
        "label_ids": ["INBOX"],
        "snippet": "it&#39;s",
        "history_id": "18446744073709551615",
        "internal_date": dt.datetime(2016, 1, 27, 18, 28, 20, 123000, dt.UTC),
        "size_estimate": 671,
        "body_text": "hello",
        "payload": tree,
        "remainder": {"raw": "eA"},
    }


def test_any_key_may_be_missing_but_the_id():
    assert mapped() == {"id": ID}
    with pytest.raises(Reject) as caught:
        gmail_message({"threadId": "t"}, {})
    assert (caught.value.code, caught.value.field) == ("key", "id")


def test_headers_repeat_and_are_found_whatever_their_case():
    row = of_headers(
        ("SUBJECT", "one"),
        ("Subject", "two"),
        ("from", "a@x"),
        ("To", "b@x"),
        ("to", "c@x, d@x"),
        ("CC", "e@x"),
        ("Received", "r"),
        ("Received", "s"),
    )
    assert {key: row[key] for key in ("subject", "from", "to", "cc")} == {
        "subject": "one",
        "from": "a@x",
        "to": "b@x, c@x, d@x",
        "cc": "e@x",
    }
    assert "bcc" not in row


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?UTF-8?B?w4VzZQ==?= <a@x>", "Åse <a@x>"),
        ("=?utf-8?q?Sp=C3=B8rsm=C3=A5l_om?= =?utf-8?q?_b=C3=A5ten?=", "Spørsmål om båten"),
        # A character's two bytes in two words: wrong, and common.
        ("=?utf-8?q?b=C3?= =?utf-8?q?=A5t?=", "båt"),
        ("Re: =?iso-8859-1?Q?b=E5t?= og båt", "Re: båt og båt"),
        ("=?nowhere?q?a?=", "=?nowhere?q?a?="),
        ("=?utf-8?b?a?=", "=?utf-8?b?a?="),
        ("=?utf-8?q?=FF?=", "=?utf-8?q?=FF?="),
        ("a =?b?= c", "a =?b?= c"),
        ("", ""),
    ],
)
def test_encoded_words_are_decoded_or_left(value, text):
    assert of_headers(("Subject", value))["subject"] == text


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("Sat, 2 Nov 2024 10:32:57 -0700 (PDT)", dt.datetime(2024, 11, 2, 17, 32, 57)),
        ("2 Nov 2024 10:32 GMT", dt.datetime(2024, 11, 2, 10, 32)),
        ("Sat, 2 Nov 2024 10:32:57 EST", dt.datetime(2024, 11, 2, 15, 32, 57)),
        ("Sat, 2 Nov 2024 10:32:57 -0000", dt.datetime(2024, 11, 2, 10, 32, 57)),
        # Whose noon it is nobody knows.
        ("Sat, 2 Nov 2024 12:00:00", None),
        ("sometime in January", None),
        ("Sat, 32 Nov 2024 12:00:00 +0000", None),
        ("", None),
    ],
)
def test_when_it_was_sent_as_the_sender_says(value, moment):
    found = of_headers(("date", value)).get("message_sent_at")
    assert found == (moment and moment.replace(tzinfo=dt.UTC))


def test_bodies_of_a_tree():
    tree = {
        "mimeType": "multipart/mixed",
        "body": {"size": 0},
        "parts": [
            {
                "mimeType": "multipart/alternative",
                "parts": [part("TEXT/plain", "one\r\n"), part("text/html", "<p>one</p>")],
            },
            part("text/plain", "two"),
            part("text/plain", "a file", filename="a.txt"),
            part("text/plain", "no name")
            | {"headers": [{"name": "Content-Disposition", "value": 'Attachment; x="y"'}]},
            {"mimeType": "message/rfc822", "parts": [part("text/plain", "another's words")]},
            {"mimeType": "text/plain", "body": {"attachmentId": "too long to be here"}},
            None,
        ],
    }
    row = of_tree(**tree)
    assert (row["body_text"], row["body_html"]) == ("one\r\n\ntwo", "<p>one</p>")


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("bål på", "utf-8", "bål på"),
        ("bål på".encode("latin-1"), "iso-8859-1", "bål på"),
        # Gmail converts to UTF-8 and leaves the header.
        ("bål på", "iso-8859-1", "bål på"),
        ("火".encode("iso-2022-jp"), "iso-2022-jp", "火"),
        (b"b\xe5l", "no-such-charset", "b\ufffdl"),
        (b"b\xe5l", None, "b\ufffdl"),
        ("", "utf-8", ""),
    ],
)
def test_the_charset_of_a_body(content, charset, text):
    assert of_tree(parts=[part("text/plain", content, charset)])["body_text"] == text


@pytest.mark.parametrize(
    ("data", "text"),
    [("YQ", "a"), ("YQ==", "a"), ("YT8_", "a??"), ("4oCv4oC-", "\u202f\u203e"), ("Y\nQ", "a")],
)
def test_base64_with_and_without_padding(data, text):
    assert of_tree(mimeType="text/plain", body={"data": data})["body_text"] == text


@pytest.mark.parametrize("data", ["not*base64", "YQé", "Y", 7, ["YQ"]])
def test_what_is_no_base64_is_refused_by_name(data):
    assert refused(payload={"mimeType": "text/plain", "body": {"data": data}}).field == "body_text"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"internalDate": "soon"}, "internal_date"),
        ({"historyId": 1.5}, "history_id"),
        ({"sizeEstimate": "671"}, "size_estimate"),
        ({"payload": []}, "payload"),
    ],
)
def test_other_values_are_refused_by_name(said, field):
    assert refused(**said).field == field


def test_null_clears():
    columns = ("subject", "from", "to", "cc", "bcc", "message_sent_at", "body_text", "body_html")
    assert mapped(payload=None) == {"id": ID, "payload": None, **dict.fromkeys(columns)}
    assert of_tree(headers=None)["subject"] is None


def test_headers_alone_do_not_replace_the_tree(connection):
    whole = {"headers": [{"name": "Subject", "value": "s"}], "parts": [part("text/plain", "t")]}
    alone = {"mimeType": "text/plain", "headers": [{"name": "Subject", "value": "s"}]}
    ingest(connection, "gmail_message", {"id": ID, "payload": whole, "labelIds": ["INBOX"]})
    ingest(connection, "gmail_message", {"id": ID, "payload": alone, "labelIds": []})
    row = connection.execute(select(GoogleGmailMessage.__table__)).mappings().one()
    assert (row["payload"], row["body_text"], row["label_ids"]) == (whole, "t", [])
    assert row["remainder"] == {"payload": alone}


MESSAGE = {"id": ID, "threadId": "19b000a1c0de0001"}


@pytest.mark.parametrize(
    "document",
    [
        MESSAGE,
        {"messages": [MESSAGE], "resultSizeEstimate": 1},
        {"id": "r-482", "message": MESSAGE},
        {"drafts": [{"id": "r-482", "message": MESSAGE}]},
        {"historyId": "9", "history": [{"id": "8", "messages": [MESSAGE]}]},
        {"history": [{"id": "8", "messagesAdded": [{"message": MESSAGE}]}]},
        {"history": [{"labelsAdded": [{"message": MESSAGE, "labelIds": ["UNREAD"]}]}]},
    ],
)
def test_where_messages_are_found(document):
    found = list(objects(ENTITIES["gmail_message"], document, {}))
    assert found == [(MESSAGE, {})]


@pytest.mark.parametrize(
    "payload",
    [
        {"id": ID, "snippet": "of a thread in a list", "historyId": "9"},
        {"id": "r-4820017734120985613"},
        {"id": 7},
        {"message": {"data": "e30", "messageId": "1"}, "subscription": "projects/p"},
        {"id": 7, "payload": {"deploy": "of GitHub"}},
    ],
)
def test_what_is_no_message(payload):
    assert not ENTITIES["gmail_message"].recognise(payload)


def test_poor_messages_are_messages():
    for payload in ({"id": ID}, {"id": ID, "snippet": "s"}, {"id": ID, "historyId": "9"}):
        assert ENTITIES["gmail_message"].recognise(payload)


def test_a_thread_tells_its_messages_which_it_is():
    thread = {"id": "19b000a1c0de0009", "historyId": "9", "messages": [{"id": ID}, MESSAGE]}
    rows = [gmail_message(*found) for found in objects(ENTITIES["gmail_message"], thread, {})]
    assert [row["thread_id"] for row in rows] == ["19b000a1c0de0009", MESSAGE["threadId"]]


def test_a_deleted_message_goes(connection):
    other = {"id": "19b000a1c0de0005", "threadId": "19b000a1c0de0005"}
    ingest(connection, "gmail_message", [MESSAGE, other])
    record = {"id": "8", "messages": [MESSAGE, other], "messagesDeleted": [{"message": MESSAGE}]}
    result = ingest(connection, "gmail_message", {"history": [record]})
    assert (result.deleted, result.unchanged, result.rejected) == (1, 1, 0)
    assert connection.scalars(select(GoogleGmailMessage.id)).all() == [other["id"]]


def test_whose_mailbox_it_is_the_caller_says():
    row = gmail_message(MESSAGE, {"connector_config_id": "config-1"})
    assert row["connector_config_id"] == "config-1"
    assert "connector_config_id" not in gmail_message(MESSAGE, {})


def test_a_mailbox_that_nobody_has_is_a_reject(connection):
    context = {"connector_config_id": "none such"}
    result = ingest(connection, "gmail_message", MESSAGE, context=context)
    assert result.rejected == 1
