-- Every table gets timestamps, a trigger that keeps them, and a history table.
-- old
CREATE TABLE a (id int PRIMARY KEY, x text);
CREATE TABLE b (id int PRIMARY KEY, y text);
-- new
CREATE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW IS DISTINCT FROM OLD THEN
        NEW.updated_at := now();
    END IF;
    RETURN NEW;
END
$$;
CREATE TABLE history (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tab regclass NOT NULL, was jsonb, at timestamptz NOT NULL DEFAULT now());
CREATE FUNCTION remember() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO history (tab, was) SELECT TG_RELID, to_jsonb(o) FROM old_rows o;
    RETURN NULL;
END
$$;
CREATE TABLE a (id int PRIMARY KEY, x text, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE b (id int PRIMARY KEY, y text, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON b FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER remember AFTER UPDATE ON a REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION remember();
CREATE INDEX a_page ON a (updated_at, id);
CREATE INDEX b_page ON b (updated_at, id);
-- rows
INSERT INTO a VALUES (1, 'x');
INSERT INTO b VALUES (1, 'y');
