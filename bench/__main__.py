"""Run every bench, or those named: `python -m bench ingest pages`."""

import sys
from importlib import import_module

BENCHES = ("start", "reading", "ingest", "pages")

if __name__ == "__main__":
    for name in sys.argv[1:] or BENCHES:
        if name not in BENCHES:
            sys.exit(f"no bench is called {name!r}: there are {', '.join(BENCHES)}")
        import_module(f"bench.{name}").main()
