"""Finished packets, read back against the roster that they were made of.

Nothing of the press is used: pypdf opens the files, csv and hashlib do the sums. What is wrong is
told as a sentence; a roster whose packets are right has none.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdf

from bench.hostile.book import NOTE, SAYS
from bench.hostile.roster import (
    AUDIENCE,
    CONTACT,
    COPIES,
    HALL,
    HOST,
    LECTURER,
    NUMBER,
    PHONE,
    SITE,
    TOPIC,
    Hostile,
    Row,
)

KINDS = ("speaker-set", "listener-set")
_SUMS = ("SHA256SUMS", "manifest.json")


@dataclass(slots=True)
class Packets:
    """What was read."""

    roster: Hostile
    """Without wrong rows."""
    folder: Path
    manifest: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    """Path of a PDF → the text of its pages, without blanks."""
    channels: dict[str, str] = field(default_factory=dict)
    """The same → its metadata and outline."""

    def people(self) -> dict[str, Row]:
        """Lecturers by number."""
        return {row[0]: row for row in self.roster.lecturers}

    def lecturer(self, row: Row) -> Row:
        """Who gives a lecture."""
        by_name = {person[1]: person for person in self.roster.lecturers}
        return self.people().get(row[LECTURER]) or by_name[row[LECTURER]]


def plain(text: str) -> str:
    """Text as it is compared: compatible forms made one, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_packets(roster: Hostile, folder: Path) -> Packets:
    """Open every PDF in ``folder``; raises what pypdf raises over a bad one."""
    found = Packets(roster, folder, json.loads((folder / "manifest.json").read_text("utf-8")))
    for path in sorted(folder.rglob("*.pdf")):
        reader = pypdf.PdfReader(path, strict=True)
        name = path.relative_to(folder).as_posix()
        found.texts[name] = [plain(page.extract_text()) for page in reader.pages]
        found.channels[name] = plain(" ".join(map(str, (
            *(reader.metadata or {}).values(), reader.outline, reader.attachments))))
    return found


def faults(found: Packets) -> list[str]:
    """All that is wrong with the packets."""
    return [*_counted(found), *_sums(found), *_own(found), *_foreign(found), *_order(found),
            *_lists(found)]


def figures(found: Packets) -> Mapping[str, int]:
    """How much was read."""
    return {"lectures": found.manifest["lectures"], "files": len(found.manifest["files"]),
            "pdf": len(found.texts), "pages": sum(map(len, found.texts.values())),
            "copies": found.manifest["copies"], "sheets": found.manifest["sheets"]}


def _counted(found: Packets) -> Iterator[str]:
    """Nothing missing, nothing twice."""
    files = found.manifest["files"]
    wanted = Counter((row[NUMBER], kind) for row in found.roster.given for kind in KINDS)
    there = Counter((one["lecture"], one["kind"]) for one in files if one["lecture"])
    yield from (f"missing: {one}" for one in wanted - there)
    yield from (f"too many: {one}" for one in there - wanted)
    codes = Counter(one["code"] for one in files if one["lecture"])
    yield from (f"the code {code} is on {count} files" for code, count in codes.items()
                if count > 1 or not code)
    listed = Counter(one["path"] for one in files)
    on_disk = {path.relative_to(found.folder).as_posix() for path in found.folder.rglob("*")
               if path.is_file() and path.name not in _SUMS}
    yield from (f"listed twice: {path}" for path, count in listed.items() if count > 1)
    yield from (f"on one side only: {path}" for path in set(listed) ^ on_disk)
    busy = {found.lecturer(row)[0] for row in found.roster.given}
    phones = Counter(one["lecturer"] for one in files if one["kind"] == "phone")
    packing = Counter(one["lecturer"] for one in files if one["kind"] == "packing")
    for name, counted in (("phone edition", phones), ("packing list", packing)):
        if counted != Counter(busy):
            yield f"not one {name} for each lecturer: {counted}"
    for one in files:
        if one["path"].endswith(".pdf") and one["pages"] and \
                one["pages"] != len(found.texts[one["path"]]):
            yield f"{one['path']} has {len(found.texts[one['path']])} pages"


def _sums(found: Packets) -> Iterator[str]:
    """Checksums of the manifest, and of every list of them."""
    for one in found.manifest["files"]:
        data = (found.folder / one["path"]).read_bytes()
        if (hashlib.sha256(data).hexdigest(), len(data)) != (one["sha256"], one["size"]):
            yield f"the manifest is wrong about {one['path']}"
    named = set()
    for path in sorted(found.folder.rglob("SHA256SUMS")):
        for line in path.read_text("utf-8").splitlines():
            digest, name = line.split("  ", 1)
            named.add(path.parent / name)
            if hashlib.sha256((path.parent / name).read_bytes()).hexdigest() != digest:
                yield f"{path} is wrong about {name}"
    for path in found.folder.rglob("*"):
        if path.is_file() and path.name != "SHA256SUMS" and path not in named:
            yield f"without a checksum: {path}"


def _own(found: Packets) -> Iterator[str]:
    """What a packet must hold."""
    rows = {row[NUMBER]: row for row in found.roster.given}
    for one in found.manifest["files"]:
        if one["kind"] not in KINDS:
            continue
        row, pages = rows[one["lecture"]], found.texts[one["path"]]
        text = "".join(pages)
        for word in (found.lecturer(row)[1], row[HALL], one["code"], SAYS[row[TOPIC]]):
            if plain(word) not in text:
                yield f"{one['path']} lacks {word}"
        secret = one["kind"] == "speaker-set" and row[TOPIC] == "关口"
        if (NOTE in text + found.channels[one["path"]]) != secret:
            yield f"{one['path']}: the speaker's notes are {'not ' * secret}in it"
        for item in one["items"]:
            first = item["first_page"]
            if one["kind"] == "listener-set" and first % 2 == 0:
                yield f"{one['path']}: {item['item']} begins on the back of a sheet"
        held = {page for item in one["items"]
                for page in range(item["first_page"], item["first_page"] + item["pages"])}
        for number, page in enumerate(pages, 1):
            if page and number not in held:
                yield f"{one['path']}: page {number} is of no item"


def _foreign(found: Packets) -> Iterator[str]:
    """No word of another row in what belongs to somebody."""
    people, given = found.people(), found.roster.given
    mine: defaultdict[str, list[Row]] = defaultdict(list)
    for row in given:
        mine[found.lecturer(row)[0]].append(row)
    by_number = {row[NUMBER]: row for row in given}
    words = {plain(word) for row in found.roster.lectures
             for word in (row[AUDIENCE], row[HOST], row[CONTACT], row[PHONE], row[HALL], row[SITE])}
    words |= {plain(word) for person in people.values() for word in person[1:5] if word}
    words |= {f"{word[:3]}****{word[-4:]}" for word in words if re.fullmatch(r"\d{11}", word)}
    shared = "".join(map(plain, (*SAYS.values(), *SAYS)))
    for one in found.manifest["files"]:
        if not one["lecturer"] or not one["path"].endswith(".pdf"):
            continue
        person = people[one["lecturer"]]
        rows = [by_number[one["lecture"]]] if one["lecture"] else mine[one["lecturer"]]
        own = "\0".join(map(plain, (*person, *(cell for row in rows for cell in row), shared)))
        own += "\0" + "\0".join(f"{p[:3]}****{p[-4:]}" for p in re.findall(r"\d{11}", own))
        # A word that begins in one of its own cells and ends in the next is no other's.
        text = "".join(found.texts[one["path"]]) + "\0" + found.channels[one["path"]]
        for word in words:
            if word in text and word not in own and not _meets(word, text, own.split("\0")):
                yield f"{one['path']} holds {word}"
        for phone in (*(row[PHONE] for row in given), *(p[4] for p in people.values() if p[4])):
            if phone in text:
                yield f"{one['path']} holds the whole number {phone}"


def _meets(word: str, text: str, own: list[str]) -> bool:
    """Whether ``word`` stands in ``text`` only where one of its own words ends or begins."""
    at = text.find(word)
    while at >= 0:
        around = text[max(0, at - 60):at + len(word) + 60]
        place = at - max(0, at - 60)
        if not any(len(cell) > 1 and any(
                hit < place + len(word) and hit + len(cell) > place
                and not (hit <= place and hit + len(cell) >= place + len(word))
                for hit in _places(cell, around)) for cell in own):
            return False
        at = text.find(word, at + 1)
    return True


def _places(cell: str, text: str) -> Iterator[int]:
    at = text.find(cell)
    while at >= 0:
        yield at
        at = text.find(cell, at + 1)


def _order(found: Packets) -> Iterator[str]:
    """The print order: every page of every item once, sheets and copies, in all and by packet."""
    with (found.folder / "印制单.csv").open(encoding="utf-8-sig", newline="") as stream:
        table = list(csv.DictReader(stream))
    files = {one["path"]: one for one in found.manifest["files"] if one["lecture"]}
    copies = {row[NUMBER]: int(row[COPIES]) for row in found.roster.given}
    by_file: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in table:
        by_file[row["文件名"]].append(row)
    yield from (f"no order, or no file: {path}" for path in set(by_file) ^ set(files))
    whole = 0
    for path in sorted(by_file.keys() & files.keys()):
        one, rows = files[path], by_file[path]
        listener = one["kind"] == "listener-set"
        pages = [(int(row["起页"]), int(row["止页"])) for row in rows]
        if pages != [(item["first_page"], item["first_page"] + item["pages"] - 1)
                     for item in one["items"]]:
            yield f"the order of {path} has other pages: {pages}"
        for row, (first, last) in zip(rows, pages, strict=True):
            each = -(-(last - first + 1) // 2) if listener else last - first + 1
            count = copies[one["lecture"]] if listener else 1
            if (int(row["份数"]), int(row["每份张数"]), int(row["张数"])) != (
                    count, each, each * count):
                yield f"the order of {path} is wrong: {row}"
            whole += each * count
    people: Counter[str] = Counter()
    for row in table:
        people[row["宣讲人"]] += int(row["张数"])
    if (sum(int(row["张数"]) for row in table), whole) != (found.manifest["sheets"],) * 2:
        yield f"the order has {whole} sheets, the manifest {found.manifest['sheets']}"
    if found.manifest["copies"] != sum(copies.values()):
        yield f"{sum(copies.values())} copies, the manifest has {found.manifest['copies']}"
    text = "".join(found.texts["印制单.pdf"])
    if f"{whole}张" not in text:
        yield "the printed order has another total"
    for number, person in found.people().items():
        given = [row for row in found.roster.given if found.lecturer(row)[0] == number]
        said = (f"{number}{plain(person[1])}{len(given)}"
                f"{sum(int(row[COPIES]) for row in given)}{people[person[1]]}")
        if given and said not in text:
            yield f"the printed order has not the line {said}"


def _lists(found: Packets) -> Iterator[str]:
    """Packing lists and day lists: every lecture once; as many sheets as are printed."""
    for one in found.manifest["files"]:
        if one["kind"] != "packing":
            continue
        text = "".join(found.texts[one["path"]])
        numbers = Counter(re.findall(r"K\d{3}(?=20)", text))
        mine = [row for row in found.roster.given if found.lecturer(row)[0] == one["lecturer"]]
        if numbers != Counter(row[NUMBER] for row in mine):
            yield f"{one['path']} has other lectures: {numbers}"
        if f"合计{sum(int(row[COPIES]) for row in mine)}" not in text:
            yield f"{one['path']} has another total"
    days = "".join(found.texts["每日发放单.pdf"])
    numbers = Counter(re.findall(r"(?<=:\d\d)K\d{3}", days))
    if numbers != Counter(row[NUMBER] for row in found.roster.given):
        yield f"the lists by day have other lectures: {numbers}"
    labels = Counter(re.findall(r"(?<=场次)K\d{3}", "".join(found.texts["箱签.pdf"])))
    if set(labels) != {row[NUMBER] for row in found.roster.given}:
        yield f"box labels of other lectures: {labels}"
