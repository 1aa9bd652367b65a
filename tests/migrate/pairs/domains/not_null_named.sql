-- A domain's NOT NULL has a name of its own, changes it, loses it.
-- both ways
-- since 17
-- old
CREATE DOMAIN a AS int;
CREATE DOMAIN b AS int CONSTRAINT one NOT NULL;
CREATE DOMAIN c AS int CONSTRAINT mine NOT NULL;
-- new
CREATE DOMAIN a AS int CONSTRAINT mine NOT NULL;
CREATE DOMAIN b AS int CONSTRAINT two NOT NULL;
CREATE DOMAIN c AS int NOT NULL;
