"""The process of ``pictures``: pages of a PDF in, pictures as JSON out."""

from __future__ import annotations

import base64
import json
import sys

from press.build.inspector import limit
from press.build.pictures import DPI
from press.preflight.pictures import page_pictures


def main() -> None:
    """Read which pages, and the PDF; draw them one by one, so that what can be drawn is."""
    order = json.loads(sys.stdin.buffer.readline())
    limit(order["seconds"], order["memory"])
    pdf = sys.stdin.buffer.read()
    told = []
    for page in order["pages"]:
        try:
            pictures = page_pictures(pdf, [page], DPI)
        except Exception:  # what is wrong with the page is told by the check
            continue
        told += [{"page": one.page, "jpeg": base64.b64encode(one.jpeg).decode(),
                  "width": one.size_mm[0], "height": one.size_mm[1]} for one in pictures]
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
