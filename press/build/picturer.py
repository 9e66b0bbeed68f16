"""The process of ``pictures``: a file and its pages in, pictures as JSON out."""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path

from press.build.limited import keep_within
from press.build.pictures import DPI
from press.preflight.pictures import page_pictures


def main() -> None:
    """Read which pages, and the PDF; draw them one by one, so that what can be drawn is."""
    order = json.load(sys.stdin)
    keep_within(order["seconds"], order["memory"])
    pdf = Path(order["path"]).read_bytes()
    told = []
    for page in order["pages"]:
        try:
            pictures = page_pictures(pdf, [page], DPI)
        except Exception:  # what is wrong with the page is told by the check
            continue
        told += [{"page": one.page, "jpeg": base64.b64encode(one.jpeg).decode(),
                  "width": one.size_mm[0], "height": one.size_mm[1]} for one in pictures]
    json.dump({"pages": told}, sys.stdout)


if __name__ == "__main__":
    main()
