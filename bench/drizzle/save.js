// Finished rows upserted by drizzle-orm, `bulk` or `row` by row; run by `apart.py`.
// Row by row is what a connector writes first: Promise.all over a save that is one
// transaction and sets updatedAt, on a pool of five.

import { readFileSync } from "node:fs";
import { getTableColumns, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { boolean, bigint, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import pg from "pg";

const CHUNK = 1000; // rows a statement: 50 columns stay under PostgreSQL's 65,535 parameters
const [way, path] = process.argv.slice(2);
const [head, ...rows] = readFileSync(path, "utf8").trimEnd().split("\n").map((l) => JSON.parse(l));

const kinds = {
  array: () => text().array(),
  boolean,
  integer: () => bigint({ mode: "number" }),
  json: jsonb,
  text,
  timestamp: () => timestamp({ withTimezone: true, mode: "string" }), // a Date has no microseconds
};
const columns = Object.fromEntries(
  Object.entries(head.columns).map(([name, kind]) => [name, kinds[kind]()]),
);
columns.updated_at = timestamp({ withTimezone: true });
const table = pgTable(head.table, columns);
const target = head.key.map((name) => table[name]);

const pool = new pg.Pool({ connectionString: process.env.BENCH_URL, max: 5 });
const db = drizzle(pool);

const save = (row) =>
  db.transaction((tx) =>
    tx
      .insert(table)
      .values(row)
      .onConflictDoUpdate({ target, set: { ...row, updated_at: new Date() } }),
  );

async function saveBulk() {
  const set = Object.fromEntries(
    Object.keys(getTableColumns(table)).map((name) => [name, sql.raw(`excluded."${name}"`)]),
  );
  set.updated_at = new Date();
  await db.transaction(async (tx) => {
    for (let at = 0; at < rows.length; at += CHUNK) {
      const chunk = rows.slice(at, at + CHUNK);
      await tx.insert(table).values(chunk).onConflictDoUpdate({ target, set });
    }
  });
}

// The pool's connections are opened before the clock starts.
await Promise.all(Array.from({ length: 5 }, () => pool.query("SELECT pg_sleep(0.05)")));
const start = performance.now();
await (way === "bulk" ? saveBulk() : Promise.all(rows.map(save)));
const seconds = (performance.now() - start) / 1000;
await pool.end();
console.log(JSON.stringify({ seconds }));
