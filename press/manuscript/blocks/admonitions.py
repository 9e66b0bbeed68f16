"""Python-Markdown's admonitions (``!!! note "Title"``) as the asides that they are."""

from __future__ import annotations

from lxml import etree

from press.manuscript.source import Source


def shape_admonitions(root: etree._Element, source: Source) -> None:
    """Make each an ``aside`` on the line of its ``!!!``, which itself carries no mark."""
    for element in list(root.iter("div")):
        if "admonition" not in element.get("class", "").split():
            continue
        element.tag = "aside"
        line = int(element.get("data-line", "1"))
        head = next((n for n in range(line, max(line - 4, source.body_line - 1), -1)
                     if source.lines[n - 1].lstrip(" >").startswith("!!!")), line)
        element.set("data-line", str(head))
        title = element.find("p[@class='admonition-title']")
        if title is not None:
            title.set("data-line", str(head))
