// Applies a Drizzle folder by drizzle-orm's own migrator; run by `migrating.py`.

import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.BENCH_URL, max: 1 });
await migrate(drizzle(pool), { migrationsFolder: process.argv[2] });
await pool.end();
