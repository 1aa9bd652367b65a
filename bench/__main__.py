"""Run every bench, or those named: `python -m bench ingest pages --scale 0.1`."""

import argparse
from importlib import import_module

BENCHES = ("start", "reading", "ingest", "streaming", "pages", "changes", "migrating")

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(BENCHES)}")
    parser.add_argument(
        "--scale", type=float, default=1, help="so many times the rows; 1 unless told"
    )
    given = parser.parse_args()
    for name in given.names:
        if name not in BENCHES:
            parser.error(f"no bench is called {name!r}: there are {', '.join(BENCHES)}")
    if not 0.001 <= given.scale <= 10:
        parser.error("--scale is from 0.001 to 10")
    for name in given.names or BENCHES:
        import_module(f"bench.{name}").main(given.scale)
