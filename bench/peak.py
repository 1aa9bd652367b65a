"""Run a command and print, as JSON, its seconds and its peak memory in bytes.

A process of its own, and small: Linux counts into a child's peak what its parent
held when it forked, and the bench holds hundreds of megabytes.
"""

import json
import os
import sys
import time

start = time.perf_counter()
child = os.spawnvp(os.P_NOWAIT, sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - start
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps({"seconds": seconds, "peak": usage.ru_maxrss * unit}))
sys.exit(os.waitstatus_to_exitcode(status))
