"""Manuscripts that have not changed: what reading them gave, kept by content.

Kept is a draft without an error, under its text and all that reading it depends on beside its
pictures; these are compared when it is taken out. What prints tables of other files is not kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from lxml import etree

from press.dataclass import asdict, replace
from press.manuscript.draft import Draft
from press.manuscript.facts import BookFacts
from press.manuscript.frontmatter import FrontMatter
from press.manuscript.headings import Anchors, Title
from press.manuscript.pictures import Pictures
from press.manuscript.source import make_source
from press.values import Asset, Heading, Problem, Role, has_errors, problem_from


def draft_key(path: str, role: Role, key: str, text: str, facts: BookFacts) -> str:
    """What a draft depends on, but for its pictures."""
    terms = None if facts.terms is None else sorted(facts.terms.items())
    told = repr(("draft", path, role, key, facts.editions, terms, facts.words))
    total = sha256(told.encode("utf-8", "surrogatepass") + b"\n")
    total.update(text.encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def draft_to_bytes(draft: Draft, problems: Sequence[Problem]) -> bytes | None:
    """A draft as bytes; None for one that is not kept."""
    if draft.root is None or draft.title is None or draft.files or has_errors(problems):
        return None
    anchors = draft.anchors
    return json.dumps({
        "body": draft.source.body_line, "root": etree.tostring(draft.root, encoding="unicode"),
        "title": [draft.title.text, draft.title.html, draft.title.line],
        "front": [dict(draft.front.values), dict(draft.front.lines)],
        "headings": [asdict(heading) for heading in draft.headings],
        "anchors": [anchors.ids, anchors.words, sorted(anchors.taken)],
        "assets": [[asset.name, asset_digest(asset)] for asset in draft.assets],
        "editions": draft.editions, "problems": [asdict(p) for p in problems],
    }).encode()


def draft_from_bytes(data: bytes, path: str, role: Role, key: str, text: str,
                     pictures: Pictures) -> tuple[Draft, list[Problem]] | None:
    """The reverse; None where a picture is not what it was."""
    record: Mapping[str, Any] = json.loads(data)
    assets: list[Asset] = []
    for name, digest in record["assets"]:
        asset = pictures.again(name)
        if asset is None or asset_digest(asset) != digest:
            return None
        assets.append(asset)
    ids, words, taken = record["anchors"]
    values, lines = record["front"]
    source = replace(make_source(path, text), body_line=record["body"])
    draft = Draft(
        role, source, Anchors(key, ids, words, True, set(taken)),
        etree.fromstring(record["root"], _parser()), Title(*record["title"]),
        FrontMatter(values, lines), False,
        tuple(Heading(**heading) for heading in record["headings"]), tuple(assets),
        tuple(record["editions"]))
    return draft, [problem_from(p) for p in record["problems"]]


def _parser() -> etree.XMLParser:
    """Of what this program has written: no entities, no network, however long a text."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def asset_digest(asset: Asset) -> str:
    """Of the bytes of a picture."""
    return sha256(asset.data).hexdigest()
