"""One part through WeasyPrint: the same everywhere, nothing from outside, notes kept."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from typeset_samples import (
    FOLIO,
    elements,
    joined,
    library,
    pages,
    part,
)

from press.dataclass import replace
from press.typeset.engine import typeset
from press.typeset.weasy import hooks

BODY = ('<article id="a"><h2 id="h">标题</h2><p>正文<span class="footnote">注。</span>'
        '<strong>粗</strong>～〜</p><img src="press-asset:images/plan.svg" alt="图"/></article>')

IN_A_FRESH_PROCESS = """
import hashlib, pickle, sys
sys.path.insert(0, {tests!r})
from test_typeset_engine import fingerprint
print(fingerprint())
"""

WATCHED = """
import sys
seen = []
def hook(event, args):
    if event == "open" and {secret!r} in str(args[0]) or event.startswith("socket."):
        seen.append((event, str(args)))
sys.addaudithook(hook)
from test_typeset_engine import greedy
from typeset_samples import library
from press.typeset.engine import typeset
pages = typeset(greedy({secret!r}), "recto", library().fontconfig)
print(seen, sorted(dict(p.args)["message"] for p in pages.problems), sep="\\n")
open({out!r}, "wb").write(pages.pdf)
"""


def fingerprint() -> str:
    """Digests of a part, of its pages and of the document."""
    one = joined(part("a", BODY, FOLIO), part("b", BODY.replace('id="', 'id="b'), FOLIO))
    return " ".join(hashlib.sha256(data).hexdigest() for data in (
        pickle.dumps([(p.pdf, p.anchors, p.faces) for p in one.pages]), one.pdf))


def run(script: str, **environment: str) -> list[str]:
    tests = str(Path(__file__).parent)
    done = subprocess.run(
        [sys.executable, "-c", script.format(tests=tests)], capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((tests, str(Path(tests).parent))),
             **environment})
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_same_bytes_in_any_process_and_time_zone() -> None:
    here = fingerprint()
    assert fingerprint() == here
    assert run(IN_A_FRESH_PROCESS, PYTHONHASHSEED="4711", TZ="Pacific/Apia", LC_ALL="C",
               SOURCE_DATE_EPOCH="1") == [here]


@pytest.mark.parametrize("version", ["70.1", "71.0", "69.0", "70.0.1", ""])
def test_another_weasyprint_is_refused(version: str) -> None:
    with pytest.raises(hooks.EngineVersionError, match=r"70\.0, not"):
        hooks.check_version(version)


def test_the_installed_weasyprint_is_the_one() -> None:
    import weasyprint

    hooks.check_version(weasyprint.__version__)


def test_weasyprint_is_as_it_was_afterwards() -> None:
    """Others in the process get their fonts, and fontconfig its own configuration."""
    before = os.environ.get("FONTCONFIG_FILE")
    pages(part("a", "<p>文</p>"))
    from weasyprint import HTML

    assert os.environ.get("FONTCONFIG_FILE") == before
    with pikepdf.open(io.BytesIO(HTML(string="<p>a").write_pdf())) as pdf:
        assert any("/FontDescriptor" in str(item.keys()) for item in pdf.objects
                   if isinstance(item, pikepdf.Dictionary))


def test_importing_the_room_does_not_import_weasyprint() -> None:
    lines = run("import sys, press.typeset, press.typeset.engine, press.assembly.join\n"
                "print('weasyprint' in sys.modules)")
    assert lines == ["False"]


def greedy(secret: str) -> object:
    """A part that asks for a file and for the network in every way that HTML and CSS know."""
    url = f"file://{secret}"
    one = part(
        "greedy",
        f'<img src="{url}" alt="a"/><img src="http://127.0.0.1:9/b.png" alt="b"/>'
        f'<object data="{url}">c</object><embed src="{url}"/>'
        f'<p style="background: url({url})">d</p><p class="list">e</p>'
        f'<img alt="f" src="press-asset:../../{secret}"/><img alt="g" src="{secret}"/>'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{url}"/></svg>',
        f'@import "{url}"; @import url(http://127.0.0.1:9/x.css);',
        f'.list {{ list-style-image: url("{url}"); display: list-item }}'
        f'@font-face {{ font-family: X; src: url("{url}") }} p {{ content: url({url}) }}')
    head = (f'<head><link rel="attachment" href="{url}"/><link rel="stylesheet" href="{url}"/>'
            f'<base href="file:///"/><style>@import "{url}";'
            f'@font-face {{ font-family: Y; src: url("{url}") }}</style></head>')
    return replace(one, html=one.html.replace("<body", head + "<body"))


def test_no_file_and_no_network(tmp_path: Path) -> None:
    secret, out = tmp_path / "secret.css", tmp_path / "out.pdf"
    secret.write_text("p { color: red }", "utf-8")
    lines = run(WATCHED.format(secret=str(secret), out=str(out)).replace("{", "{{").replace(
        "}", "}}"))
    assert lines[0] == "[]"
    for what in ("Failed to load image at 'file:", "Failed to load image at 'http:",
                 "Failed to load stylesheet at file:", "Failed to load stylesheet at http:",
                 "Failed to load attachment"):
        assert what in lines[1]
    with pikepdf.open(out) as pdf:
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})


def test_a_fault_in_a_shared_style_sheet_is_told_of_every_part() -> None:
    """Style sheets are parsed once a process: the second part must not hear less."""
    wrong = "p { colour-of-the-text: red }"
    told = [typeset(part(key, "<p>文</p>", wrong), "recto", library().fontconfig).problems
            for key in ("a", "b")]
    assert [[(p.code, dict(p.args)["part"]) for p in problems] for problems in told] == [
        [("engine-message", "a")], [("engine-message", "b")]]
    assert "colour-of-the-text" in dict(told[1][0].args)["message"]


def test_a_part_that_begins_on_a_verso() -> None:
    css = "@page :left { @bottom-center { content: '左' } }"
    one = part("a", "<p>文</p>", css)
    texts = []
    for side in ("recto", "verso"):
        with pikepdf.open(io.BytesIO(pages(one, side).pdf)) as pdf:
            texts.append(b"/Artifact" in pdf.pages[0].Contents.read_bytes())
            assert len(pdf.pages) == 1
    assert texts == [False, True]


def test_pages_tell_their_size_bleed_and_anchors() -> None:
    made = pages(part("a", BODY + '<p id="next" style="break-before: page">b</p>'))
    assert made.count == 2
    assert made.trim == (283.465, 396.85)
    assert made.bleed == 8.504
    where = {a.name: a for a in made.anchors}
    assert [where[name].page for name in ("a", "h", "next")] == [0, 0, 1]
    assert where["next"].y == pytest.approx(396.85 - 15 * 72 / 25.4, abs=0.01)


def test_pages_of_several_sizes_are_refused() -> None:
    css = "@page wide { size: 140mm 100mm } .w { page: wide }"
    with pytest.raises(ValueError, match="several sizes"):
        pages(part("a", '<p>a</p><p class="w">b</p>', css))


def test_a_bleed_on_some_sides_is_refused() -> None:
    with pytest.raises(ValueError, match="bleed"):
        pages(part("a", "<p>a</p>", "@page { bleed-left: 0 }"))


@pytest.mark.parametrize("long", [1, 2, 3])
@pytest.mark.parametrize("lines", range(12, 17))
def test_a_note_stands_below_its_mark(lines: int, long: int) -> None:
    """To keep two lines of a paragraph together WeasyPrint would send a note to the next page:
    it does so for 14 and 3, where the paragraph between the marks just does not fit."""
    note = '<span class="footnote" style="footnote-policy: line">注。</span>'
    body = (f"{'<p>一行</p>' * lines}<p>前一段{note}。</p><p>{'很长的一段话。' * 3 * long}</p>"
            f"<p>后一段{note}。</p>")
    made = joined(part("a", body, "p { widows: 2; orphans: 2 }"))
    with made.open() as pdf:
        marks, notes = ([item.Pg.objgen for item in elements(pdf.Root.StructTreeRoot, kind)]
                        for kind in ("Reference", "Note"))
        assert len(pdf.pages) == 2
    assert len(marks) == 2
    assert marks == notes
