-- A list in a column becomes a table between two others; the column stays for now.
-- old
CREATE TABLE posts (id int PRIMARY KEY, tags text[]);
-- new
CREATE TABLE tags (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE posts (id int PRIMARY KEY, tags text[]);
CREATE TABLE post_tags (post int REFERENCES posts ON DELETE CASCADE, tag int REFERENCES tags, PRIMARY KEY (post, tag));
-- rows
INSERT INTO posts VALUES (1, '{a,b}');
