"""A cluster on this machine, to try one out: ``python -m press.build.local_cluster``.

It says its address and runs until it is interrupted (Ctrl-C).
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Start a scheduler and its workers; its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m press.build.local_cluster", description=__doc__)
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="worker processes")
    parser.add_argument("--port", type=int, default=8786, metavar="N",
                        help="of the scheduler; 0 for any that is free")
    options = parser.parse_args(arguments)
    try:
        from distributed import LocalCluster
    except ImportError:
        sys.stderr.write('distributed is not installed: pip install "duben[cluster]"\n')
        return 3
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with LocalCluster(n_workers=options.workers, threads_per_worker=1, processes=True,
                      host="127.0.0.1", scheduler_port=options.port,
                      dashboard_address=None) as cluster:
        sys.stdout.write(f"{cluster.scheduler_address}\n")
        sys.stdout.flush()
        try:
            signal.pause()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
