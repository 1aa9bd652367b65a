"""What depends on what: pg_depend, its ends told by the objects that were read.

Some rows of the catalogue are only a part of an object: a view's rule, a
generated column's expression, a table's row type, a constraint's index; and
what an extension made is a part of the extension. They stand for the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from ait_postgres.migrate.model import Dependency, Key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    #: An address in the catalogue: classid, objid, objsubid.
    Address = tuple[int, int, int]

# 16384 is FirstNormalObjectId: nothing below was made by a person. 'P' and 'S' are a partition's
# ties, which go together with an 'I' or are implied by the parent.
# A table that is dropped leaves its publication, and only its part in it goes.
# What a domain needs besides types and collations, its default needs: part 1 of the domain.
_DEPENDS: Final = text("""
SELECT classid::int8, objid::int8,
       CASE WHEN classid = 'pg_type'::regclass
              AND refclassid IN ('pg_proc'::regclass, 'pg_class'::regclass, 'pg_operator'::regclass)
            THEN 1 ELSE objsubid END,
       refclassid::int8, refobjid::int8, refobjsubid,
       deptype IN ('a', 'i', 'P', 'S')
         AND classid NOT IN ('pg_publication_rel'::regclass,
                             coalesce(to_regclass('pg_publication_namespace'), 0))
FROM pg_depend
WHERE objid >= 16384 AND refobjid >= 16384 AND deptype IN ('n', 'a', 'i', 'P', 'S')
""")

_PARTS: Final = text("""
SELECT 'pg_rewrite'::regclass::oid::int8, w.oid::int8, 0, 'pg_class'::regclass::oid::int8,
       w.ev_class::int8, 0
FROM pg_rewrite w WHERE w.rulename = '_RETURN' AND w.oid >= 16384
UNION ALL
SELECT 'pg_attrdef'::regclass::oid::int8, f.oid::int8, 0, 'pg_class'::regclass::oid::int8,
       f.adrelid::int8, f.adnum
FROM pg_attrdef f JOIN pg_attribute a
  ON a.attrelid = f.adrelid AND a.attnum = f.adnum AND a.attgenerated <> ''
UNION ALL
SELECT 'pg_class'::regclass::oid::int8, k.conindid::int8, 0, 'pg_constraint'::regclass::oid::int8,
       k.oid::int8, 0
FROM pg_constraint k WHERE k.contype IN ('p', 'u', 'x') AND k.conindid <> 0
UNION ALL
SELECT 'pg_type'::regclass::oid::int8, t.oid::int8, 0, 'pg_class'::regclass::oid::int8,
       t.typrelid::int8, 0
FROM pg_type t WHERE t.typrelid <> 0 AND t.oid >= 16384
UNION ALL
SELECT 'pg_type'::regclass::oid::int8, t.typarray::int8, 0, 'pg_type'::regclass::oid::int8,
       t.oid::int8, 0
FROM pg_type t WHERE t.typarray <> 0 AND t.oid >= 16384
UNION ALL
SELECT classid::int8, objid::int8, 0, refclassid::int8, refobjid::int8, 0
FROM pg_depend
WHERE deptype = 'e'
   OR classid IN ('pg_amop'::regclass, 'pg_amproc'::regclass)
      AND refclassid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass)
   OR classid IN ('pg_publication_rel'::regclass, to_regclass('pg_publication_namespace'))
      AND refclassid = 'pg_publication'::regclass
UNION ALL
SELECT 'pg_constraint'::regclass::oid::int8, k.oid::int8, 0, 'pg_constraint'::regclass::oid::int8,
       o.oid::int8, 0
FROM pg_constraint k JOIN pg_constraint o ON o.oid = k.conparentid AND o.conrelid = k.conrelid
UNION ALL
SELECT 'pg_type'::regclass::oid::int8, r.rngmultitypid::int8, 0, 'pg_type'::regclass::oid::int8,
       r.rngtypid::int8, 0
FROM pg_range r WHERE r.rngtypid >= 16384
""")

#: What is asked.
TEXTS: Final = (_DEPENDS.text, _PARTS.text)


def read_dependencies(
    connection: Connection, keys: Mapping[Address, Key]
) -> tuple[Dependency, ...]:
    """Read pg_depend between the objects of `keys`."""
    parts: dict[Address, Address] = {
        (row[0], row[1], row[2]): (row[3], row[4], row[5]) for row in connection.execute(_PARTS)
    }

    def key_of(address: Address) -> Key | None:
        while address not in keys:
            whole = (address[0], address[1], 0)
            if address in parts:
                address = parts[address]
            elif whole in parts:
                address = parts[whole]
            else:  # a column of a view has no key of its own
                return keys.get(whole)
        return keys[address]

    found: dict[tuple[Key, Key], bool] = {}
    for row in connection.execute(_DEPENDS):
        of, on = key_of((row[0], row[1], row[2])), key_of((row[3], row[4], row[5]))
        if row[:2] == row[3:5] and row[2] > row[5] == 0:
            # A partition key's column hangs on the table, so that nobody drops it alone.
            of, on, auto = on, of, False
        else:
            auto = bool(row[6])
        if of and on and of != on:
            found[of, on] = found.get((of, on), False) or auto
    return tuple(Dependency(of, on, auto) for (of, on), auto in sorted(found.items()))
