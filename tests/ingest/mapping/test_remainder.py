"""What is left over when every field, and every ignored path, has been taken."""

from ait_postgres.ingest.mapping.fields import Fields, field


def test_an_ignored_path_goes_and_its_neighbours_stay():
    fields = Fields(field("owner", "owner.name"), ignore=("owner.url", "links", "page.next"))
    payload = {"owner": {"name": "n", "url": "u", "age": 1}, "links": {"a": 1}, "page": {"next": 2}}
    assert fields.remainder(payload) == {"owner": {"age": 1}}
    assert fields.remainder(payload | {"owner": "text", "page": [1]}) is None


def test_a_value_taken_whole_leaves_nothing_whichever_field_comes_first():
    part, whole = field("album", "track.album.name"), field("album_data", "track.album")
    payload = {"track": {"album": {"name": "n", "id": 1}, "id": 2}}
    for order in ((part, whole), (whole, part)):
        assert Fields(*order).remainder(payload) == {"track": {"id": 2}}
