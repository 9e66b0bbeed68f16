"""PDFs for the tests of preflight: written by WeasyPrint, repaired with pikepdf.

They stand for what the house writes (tagged parts, joined documents, printed documents), but
are made without any code of the house.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from weasyprint import HTML

from press.preflight import DocumentJob, OutlineLine, PageReference

TITLE = "初心读本"
DATE = "2021-07-01"
PT = 72 / 25.4

_DRAWING = ("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='60' "
            "height='30'%3E%3Crect width='60' height='30'/%3E%3C/svg%3E")
_STYLE = """
html { font-family: "Noto Serif CJK SC" }
@page { size: 148mm 210mm; margin: 20mm 18mm; font-family: "Noto Serif CJK SC";
        @top-left { content: "初心读本 1949" } @bottom-center { content: "— " counter(page) " —" } }
body { font: 10.5pt/1.7 "Noto Serif CJK SC"; margin: 0 }
h1 { font-size: 16pt } article { break-before: page }
a { color: inherit; text-decoration: none } nav li { list-style: none }
.footnote { float: footnote }
"""
_STORY = """
<article id="s-1"><h1>黄崖洞</h1>
<p>黄崖洞兵工厂创建于敌后<span class="footnote">据档案整理，共411件。</span>，是最早的一座。</p>
<figure><img src="{drawing}" alt="厂区平面图">
<figcaption>厂区平面<span>资料</span></figcaption></figure>
<section><p>本页由排版添加</p></section>
<p>参见第<a href="#s-2">3页</a>，或看<a href="https://example.org/">网页</a>。</p>
<ul><li>天天学</li><li>周周研</li></ul></article>
<article id="s-2"><h1>刘伯承工厂</h1><h2 id="h-2">旧址</h2><p>旧址保存完好。</p></article>
"""
_CONTENTS = """<div><p>目录</p><nav><ul>
<li><a href="#s-1">黄崖洞<span> ……</span><span>2</span></a></li>
<li><a href="#s-2">刘伯承工厂<span> ……</span><span>3</span></a></li></ul></nav></div>"""


def _html(body: str, style: str = "") -> HTML:
    return HTML(string=f"""<html lang="zh-Hans"><head><title>{TITLE}</title>
        <meta name="dcterms.created" content="{DATE}"><style>{_STYLE}{style}</style></head>
        <body>{body}</body></html>""")


@cache
def reading() -> bytes:
    """A tagged document of three pages: contents, a story with everything, a short story."""
    return changed(_html(_CONTENTS + _STORY.format(drawing=_DRAWING)).write_pdf(
        pdf_variant="pdf/ua-1"), _repair)


@cache
def index(body: str) -> bytes:
    """The same with a fourth page, an index."""
    text = _CONTENTS + _STORY.format(drawing=_DRAWING) + f'<article id="index">{body}</article>'
    return changed(_html(text).write_pdf(pdf_variant="pdf/ua-1"), _repair)


def reading_job() -> DocumentJob:
    """What ``reading`` must be."""
    return DocumentJob(
        "reading", (148, 210), pages=3, title=TITLE, lang="zh-Hans", date=DATE, tagged=True,
        outline=(OutlineLine(1, "黄崖洞", 1), OutlineLine(1, "刘伯承工厂", 2),
                 OutlineLine(2, "旧址", 2)),
        destinations=(("s-1", 1), ("s-2", 2), ("h-2", 2)),
        contents=(PageReference("s-1", "2", 1, "黄崖洞"),
                  PageReference("s-2", "3", 2, "刘伯承工厂")),
        contents_pages=(0,), references=((1, PageReference("s-2", "3", 2)),),
        labels=("1", "2", "3"))


@cache
def printed() -> bytes:
    """An untagged document for print: bleed, black on K alone."""
    style = """@page { bleed: 3mm } * { color: device-cmyk(0 0 0 1) }"""
    body = _CONTENTS + _STORY.format(drawing="").replace("<img", "<i")
    return changed(_html(body, style).write_pdf(), _for_print)


def print_job() -> DocumentJob:
    """What ``printed`` must be."""
    return DocumentJob("print", (148, 210), bleed_mm=3, media_mm=(154, 216), marks=True,
                       pages=3, title=TITLE, lang="zh-Hans", k_only=True,
                       labels=("1", "2", "3"), contents_pages=(0,),
                       contents=reading_job().contents)


@cache
def pages(count: int) -> bytes:
    """A document of ``count`` pages, each with its own words, with bleed."""
    body = "".join(f"<article><h1>第{n}篇</h1><p>本页是第{n}页。</p></article>"
                   for n in range(1, count + 1))
    return changed(_html(body, "@page { bleed: 3mm } article:first-child { break-before: auto }"
                         ).write_pdf(), _for_print)


@cache
def part(body: str) -> bytes:
    """A tagged part of one story."""
    return changed(_html(f"<article>{body}</article>",
                         "article { break-before: auto }").write_pdf(
        pdf_variant="pdf/ua-1"), _repair)


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], Any]) -> bytes:
    """``pdf`` after a change with pikepdf."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        out = io.BytesIO()
        document.save(out, deterministic_id=True, fix_metadata_version=False)
        return out.getvalue()


def elements(document: pikepdf.Pdf, kind: str) -> list[Any]:
    """The structure elements of a kind, in reading order."""
    out: list[Any] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            if str(node.S) == f"/{kind}":
                out.append(node)
            walk(node.get("/K", Array()))

    walk(document.Root.StructTreeRoot.K)
    return out


def rewritten(page: Any, change: Callable[[bytes], bytes]) -> None:
    """Change the content stream of a page."""
    before = page.Contents.read_bytes()
    after = change(before)
    assert after != before
    page.Contents.write(after)


def _repair(document: pikepdf.Pdf) -> None:
    """What the engine and the join do to WeasyPrint's tags: see engine.md, "Fonts at the join"."""
    root = document.Root
    for page in document.pages:
        page.CropBox = page.MediaBox
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    linked = {kid.objgen for kind in ("Span", "NonStruct", "Figure", "Link", "P", "LBody")
              for kid in elements(document, kind)}
    numbers = root.StructTreeRoot.ParentTree.Nums
    for index, page in enumerate(document.pages):
        parents = numbers[2 * index + 1]
        content = page.Contents.read_bytes()
        for mcid, element in enumerate(parents):
            if element.objgen not in linked:
                mark = b"/Span\n<</MCID %d>>\nBDC" % mcid
                assert mark in content
                content = content.replace(mark, b"/Artifact\n<</Type /Pagination>>\nBDC")
        page.Contents.write(content)
    document_element = root.StructTreeRoot.K[0]
    for place, element in enumerate(document_element.K):
        if element.S == "/NonStruct":  # what floats out of the stories: footnotes
            element.S, element.ID = Name.Note, String(f"note-{place}")
            element.K[0].K[0].S = Name.Lbl
    for paragraph in elements(document, "P"):
        for kid in paragraph.K:
            if kid.S == "/NonStruct":
                kid.S = Name.Reference
    for section in elements(document, "Sect"):
        section.T = String("layout")


def _for_print(document: pikepdf.Pdf) -> None:
    """The origin of the sheet at 0, and all boxes there."""
    bleed = 3 * PT
    document.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    document.Root.Lang = String("zh-Hans")
    with document.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp["dc:title"] = TITLE
    for page in document.pages:
        width, height = 148 * PT + 2 * bleed, 210 * PT + 2 * bleed
        page.MediaBox = page.CropBox = page.BleedBox = Array([0, 0, width, height])
        page.TrimBox = Array([bleed, bleed, width - bleed, height - bleed])
        page.Resources.ExtGState.Over = Dictionary(OP=True, op=True, OPM=1)
        page.Contents.write(b"/Over gs\n1 0 0 1 %f %f cm\n" % (bleed, bleed)
                            + page.Contents.read_bytes())
        if "/Annots" in page:
            del page["/Annots"]
