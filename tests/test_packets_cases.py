"""tests/cases/<code>/ of packets and their ledger: what is spoiled, and what is told."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from build_samples import TEMPLATES, workshop
from case_files import Case, assert_told, codes_of, load
from packet_samples import LECTURES, TOML, cache_folder, made, packet_book

from press.assembly.numbered import Copies, Mark, Square, write_copies
from press.dataclass import replace
from press.ledger import code_of, open_ledger
from press.ledger.schema import STEPS
from press.packets.lookup import look_up
from press.packets.numbered import make_numbered
from press.packets.qr import codes_like
from press.packets.totals import make_report
from press.preflight.leaks import LeakJob, check_leaks
from press.preflight.needles import Needles
from press.preflight.numbered import NumberedJob, check_numbered
from press.typeset import to_pdf
from press.typeset.faces import HEI
from press.values import Problem


@pytest.mark.parametrize("code", codes_of("packets", "ledger"))
def test_each_code_has_a_case_that_is_told_at_the_right_place(code: str, tmp_path: Path) -> None:
    case = load(code)
    assert_told(code, MAKERS[case["make"]](case, tmp_path), case["problems"])


def _packets(case: Case, folder: Path) -> tuple[Problem, ...]:
    templates = TEMPLATES
    if "template" in case or "width" in case:
        templates = shutil.copytree(TEMPLATES, folder / "templates")
        feedback = templates / "packet-zh/feedback.html"
        feedback.write_text(feedback.read_text("utf-8").replace(
            "{{ labels.feedback_lead }}", case.get("template", "{{ labels.feedback_lead }}")),
            "utf-8")
        layout = templates / "packet-zh/layout.toml"
        layout.write_text(layout.read_text("utf-8").replace(
            "width = 210", f"width = {case.get('width', 210)}"), "utf-8")
    book = packet_book(folder / "tour", case.get("lectures", LECTURES),
                       toml=TOML.replace(case.get("drop", "\0"), ""))
    return made(book, folder / "out", templates=templates).problems


def _half(_: Case, __: Path) -> tuple[Problem, ...]:
    pdf = to_pdf("<p>甲</p>")
    return check_leaks(pdf[:len(pdf) // 2], LeakJob("a.pdf", Needles(()), frozenset()))


def _lacks(_: Case, __: Path) -> tuple[Problem, ...]:
    job = LeakJob("a.pdf", Needles(()), frozenset(), ("甲子", "东头礼堂"))
    return check_leaks(to_pdf("<p>宣讲人　甲子</p>"), job)


def _numbered(case: Case, folder: Path) -> tuple[Problem, ...]:
    return make_numbered(packet_book(folder / "tour"), folder / "out", TEMPLATES,
                         replace(workshop(cache_folder()), jobs=1), {}, story=case["story"],
                         first=1, last=2).problems


def _report(_: Case, folder: Path) -> tuple[Problem, ...]:
    return make_report(packet_book(folder / "tour"), folder / "out", TEMPLATES,
                       replace(workshop(cache_folder()), jobs=1), {}).problems


def _wrong_number(_: Case, folder: Path) -> tuple[Problem, ...]:
    codes = codes_like("C-1")
    path = folder / "a.pdf"
    with path.open("wb") as file:  # the second copy says 3
        write_copies(file, Copies(
            to_pdf("<p>甲</p>"), "甲", "zh-Hans", 1, 2, (HEI, 400, False),
            ((Mark(20, 20, 9), lambda n: f"No. {2 * n - 1}"),
             (Mark(20, 40, 9), lambda n: f"C-{2 * n - 1}")),
            "No. C-0123456789", Square(40, 40, 40, codes.modules),
            lambda n: codes.packed(f"C-{2 * n - 1}")), workshop(cache_folder()).library.by_name)
    return check_numbered(path, NumberedJob("a.pdf", 1, 2, 1, lambda n: f"C-{n}",
                                            lambda n: f"No. {n}"))


def _ledger(case: Case, folder: Path) -> tuple[Problem, ...]:
    path = folder / "ledger/ledger.sqlite"
    if case["spoil"] == "folder":
        path.mkdir(parents=True)
    else:
        ledger, _ = open_ledger(folder, create=True)
        assert ledger is not None
        ledger.close()
        if case["spoil"] == "newer":
            connection = sqlite3.connect(path)
            connection.execute("PRAGMA user_version = 99")
            connection.close()
        else:
            data = path.read_bytes()
            path.write_bytes(data[:100] + b"\xff" * (len(data) - 100))
    assert len(STEPS) < 99
    return open_ledger(folder, create=True)[1]


def _lookup(case: Case, folder: Path) -> tuple[Problem, ...]:
    return look_up(case["lookup"].format(code=code_of("nobody's")), None, folder)[1]


MAKERS = {"packets": _packets, "half": _half, "lacks": _lacks, "numbered": _numbered,
          "report": _report, "wrong-number": _wrong_number, "ledger": _ledger, "lookup": _lookup}
