"""dlt's merge of finished rows into its own dataset; run by `apart.py` in dlt's environment.

The table is dlt's own (its columns `_dlt_id` and `_dlt_load_id` come along) and
has none of our secondary indexes, so that it has less to write than the others.
"""

import json
import os
import sys
import time
from datetime import datetime
from pathlib import Path

strategy, path, work = sys.argv[1:]
os.environ |= {
    "DLT_DATA_DIR": work,  # nothing is kept in the home folder
    "DLT_PROJECT_DIR": work,
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "ERROR",
}

import dlt  # noqa: E402 - reads the environment when imported

TYPES = {
    "array": "json",
    "boolean": "bool",
    "integer": "bigint",
    "json": "json",
    "text": "text",
    "timestamp": "timestamp",
}

with Path(path).open(encoding="utf-8") as lines:
    head = json.loads(next(lines))
    rows = [json.loads(line) for line in lines]
times = [name for name, kind in head["columns"].items() if kind == "timestamp"]
for row in rows:
    for name in times:
        row[name] = row[name] and datetime.fromisoformat(row[name])

resource = dlt.resource(
    rows,
    name=head["table"],
    primary_key=head["key"],
    write_disposition={"disposition": "merge", "strategy": strategy},
    columns={
        name: {"data_type": TYPES[kind], "nullable": name not in head["key"]}
        for name, kind in head["columns"].items()
    },
    max_table_nesting=0,
    # COPY, as in the bench by hand; dlt's default, a file of INSERT statements, is no faster.
    file_format="csv",
)
pipeline = dlt.pipeline(
    f"bench_{strategy.replace('-', '_')}",
    pipelines_dir=work,
    destination=dlt.destinations.postgres(os.environ["BENCH_URL"]),
    dataset_name=f"dlt_{strategy.replace('-', '_')}",
)
start = time.perf_counter()
info = pipeline.run(resource)
seconds = time.perf_counter() - start
info.raise_on_failed_jobs()
print(json.dumps({"seconds": seconds}))
