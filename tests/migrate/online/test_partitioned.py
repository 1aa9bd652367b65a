"""Indexes and keys of partitioned tables are built partition by partition, concurrently."""

TABLES = """
    CREATE TABLE t (id int NOT NULL, a int) PARTITION BY RANGE (id);
    CREATE TABLE one PARTITION OF t FOR VALUES FROM (0) TO (10);
    CREATE TABLE two PARTITION OF t FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (id);
    CREATE TABLE two_a PARTITION OF two FOR VALUES FROM (10) TO (15);
"""


def test_an_index(online):
    assert online.lines(TABLES, TABLES + "CREATE INDEX t_a ON t (a)") == [
        "CREATE INDEX t_a ON ONLY t USING btree (a)",
        "CREATE INDEX CONCURRENTLY one_a_idx ON one USING btree (a)",
        "CREATE INDEX two_a_idx ON ONLY two USING btree (a)",
        "CREATE INDEX CONCURRENTLY two_a_a_idx ON two_a USING btree (a)",
        "ALTER INDEX two_a_idx ATTACH PARTITION two_a_a_idx",
        "--",
        "ALTER INDEX t_a ATTACH PARTITION two_a_idx",
        "--",
        "ALTER INDEX t_a ATTACH PARTITION one_a_idx",
    ]


def test_a_primary_key(online):
    found = online.lines(TABLES, TABLES + "ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (id)")
    assert found[:3] == [
        "ALTER TABLE ONLY t ADD CONSTRAINT k PRIMARY KEY (id)",
        "CREATE UNIQUE INDEX CONCURRENTLY one_pkey ON one USING btree (id)",
        "ALTER TABLE one ADD CONSTRAINT one_pkey PRIMARY KEY USING INDEX one_pkey",
    ]


def test_a_partition_that_is_new_gets_the_index_by_itself(online):
    old = TABLES.replace("CREATE TABLE two_a", "-- CREATE TABLE two_a")
    found = online.change(old, TABLES + "CREATE INDEX t_a ON t (a)")
    assert any(step.sql.startswith("CREATE INDEX t_a ON t ") for step in found.steps)
