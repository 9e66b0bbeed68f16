"""The joined document as software reads it: tags, links, outline, labels, metadata."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from typeset_samples import FOLIO, Joined, elements, joined, part, sample

from press.values import OutlineEntry

BODY = """<article id="{k}"><h1>第{k}篇</h1>
<p>正文<span class="footnote">注甲</span>又<span class="footnote">注乙</span>，
见<a href="press-ref:{o}">另一篇</a>第<span data-late="page:{o}">00</span>页，
<a href="#{k}-h">本篇</a>，<a href="https://example.org/a?b=1&amp;c=2">网页</a>。</p>
<h2 id="{k}-h">小题</h2>
<figure id="{k}-fig"><img src="press-asset:images/plan.svg" alt="厂区{k}"
 style="width: 100px; height: 50px"/>
<figcaption>图注</figcaption></figure>
<table><thead><tr><th>项</th><th>数</th></tr></thead>
<tbody><tr><th scope="row">甲</th><td>1</td></tr></tbody></table>
<ul><li>一</li><li>二</li></ul><p data-words="layout">排版的字</p></article>"""
NOTES = ("::footnote-call { content: counter(footnote) } "
         "::footnote-marker { content: counter(footnote) }")


def outline(key: str) -> tuple[OutlineEntry, ...]:
    return (OutlineEntry(1, f"第{key}篇", key), OutlineEntry(2, "小题", f"{key}-h"),
            OutlineEntry(2, "哪里也没有", f"{key}-nowhere"))


@pytest.fixture(scope="module")
def document() -> Joined:
    return joined(part("cover", "<p>封面</p>", numbering="none"),
                  part("x", BODY.format(k="x", o="y"), FOLIO, NOTES, outline=outline("x")),
                  part("y", BODY.format(k="y", o="x"), FOLIO, NOTES, outline=outline("y")))


def test_kinds_of_elements(document: Joined) -> None:
    with document.open() as pdf:
        root = pdf.Root.StructTreeRoot
        assert [str(kid.S) for kid in root.K] == ["/Document"]
        kinds = Counter(str(item.S)[1:] for item in elements(root))
    assert {kind: kinds[kind] for kind in (
        "Document", "H1", "H2", "Note", "Reference", "Figure", "Caption", "Table", "TH",
        "TD", "Link", "L")} == {
        "Document": 1, "H1": 2, "H2": 2, "Note": 4, "Reference": 4, "Figure": 2,
        "Caption": 2, "Table": 2, "TH": 6, "TD": 2, "Link": 6, "L": 2}
    assert kinds["Lbl"] == 4 + 4, "of notes and of list items"
    assert set(kinds) <= {
        "Document", "Art", "H1", "H2", "P", "Span", "Note", "Reference", "Lbl", "Figure", "Div",
        "Caption", "Table", "THead", "TBody", "TR", "TH", "TD", "L", "LI", "LBody", "Link",
        "NonStruct", "Sect"}


def test_notes_and_their_numbers(document: Joined) -> None:
    with document.open() as pdf:
        for note in elements(pdf.Root.StructTreeRoot, "Note"):
            assert len(list(elements(note, "Lbl"))) == 1
            assert len(list(elements(note, "Note"))) == 0
            assert "/ID" in note


def test_ids_are_unique_and_in_the_tree(document: Joined) -> None:
    with document.open() as pdf:
        root = pdf.Root.StructTreeRoot
        ids = [bytes(item.ID) for item in elements(root) if "/ID" in item]
        names = list(root.IDTree.Names)
        headers = [bytes(name) for cell in elements(root, "TD") for name in cell.A.Headers]
        assert [item.A.Scope for item in elements(root, "TH")] == [
            Name.Column, Name.Column, Name.Row] * 2
        for name, item in zip(names[::2], names[1::2], strict=True):
            assert bytes(item.ID) == bytes(name)
    assert len(ids) == 4 + 6
    assert len(set(ids)) == len(ids)
    assert [bytes(name) for name in names[::2]] == sorted(ids)
    assert len(headers) == 4
    assert set(headers) <= set(ids)


def test_every_mark_on_a_page_leads_to_its_element(document: Joined) -> None:
    """StructParents → ParentTree → the element that names page and mark in turn."""
    with document.open() as pdf:
        tree = parent_tree(pdf)
        seen = set()
        for page in pdf.pages:
            marks = [int(operands[1].MCID) for operands, operator in
                     pikepdf.parse_content_stream(page) if str(operator) == "BDC"
                     and "/MCID" in getattr(operands[1], "keys", dict)()]
            assert marks == list(range(len(marks)))
            if not marks:
                continue
            key = int(page.obj.StructParents)
            assert key not in seen
            seen.add(key)
            assert len(tree[key]) == len(marks)
            for mark, element in enumerate(tree[key]):
                assert mark in [kid for kid in kids(element) if isinstance(kid, int)]
                assert element.Pg.objgen == page.obj.objgen
        assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) > max(tree)


def test_every_element_knows_its_parent(document: Joined) -> None:
    with document.open() as pdf:
        def walk(node: Any) -> int:
            children = [kid for kid in kids(node) if isinstance(kid, Dictionary) and "/S" in kid]
            for child in children:
                assert child.P.objgen == node.objgen
            return len(children) + sum(map(walk, children))

        assert walk(pdf.Root.StructTreeRoot) == sum(1 for _ in elements(pdf.Root.StructTreeRoot))


def test_running_heads_and_folios_are_artifacts(document: Joined) -> None:
    with document.open() as pdf:
        page = pdf.pages[document.placing.firsts[1]]
        depth: list[str] = []
        outside, artifacts = [], 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                depth.append(str(operands[0]))
                artifacts += len(operands) > 1 and operands[1].get("/Type") == Name.Pagination
            elif name == "EMC":
                depth.pop()
            elif name in ("Tj", "TJ", "Do", "f", "S", "B") and not depth:
                outside.append(name)
        assert depth == []
    assert outside == [], "everything shown is marked"
    assert artifacts == 2


def test_figures_have_their_text_and_their_box(document: Joined) -> None:
    """BBox in the page's own space: where the drawing is painted (ISO 32000-1, 14.8.5.4.3)."""
    with document.open() as pdf:
        figures = list(elements(pdf.Root.StructTreeRoot, "Figure"))
        assert [str(figure.Alt) for figure in figures] == ["厂区x", "厂区y"]
        for figure in figures:
            x, y, right, top = map(float, figure.A.BBox)
            assert (right - x, top - y) == pytest.approx((75, 37.5), abs=0.01)
            page = next(p for p in pdf.pages if p.obj.objgen == figure.Pg.objgen)
            assert inked(document.pdf, page.index, (x, y, right, top))


def inked(pdf: bytes, page: int, box: tuple[float, ...]) -> bool:
    """Whether the red of the drawing fills ``box`` and nothing around it."""
    from typeset_samples import pixels

    image = list(pixels(pdf, dpi=144))[page]
    x, y, right, top = (v * 2 for v in box)
    inside = (round(x) + 1, image.height - round(top) + 1, round(right) - 1,
              image.height - round(y) - 1)
    around = (inside[0] - 3, inside[1] - 3, inside[2] + 3, inside[3] + 3)
    colours = image.crop(inside).getcolors(9)
    red = (163, 23, 27)
    total = (inside[2] - inside[0]) * (inside[3] - inside[1])
    wider = {c: n for n, c in image.crop(around).getcolors(99999) or []}
    return bool(colours) and {c: n for n, c in colours}[red] == total < sum(wider.values())


def test_links_lead_to_parts_headings_and_the_web(document: Joined) -> None:
    with document.open() as pdf:
        names = dests(pdf)
        found: list[object] = []
        for number, page in enumerate(pdf.pages):
            for annotation in page.obj.get("/Annots", ()):
                element = parent_tree(pdf)[int(annotation.StructParent)]
                assert Name.Link == element.S
                assert any(isinstance(kid, Dictionary) and "/Obj" in kid
                           and kid.Obj.objgen == annotation.objgen for kid in kids(element))
                assert int(annotation.F) == 4
                assert str(annotation.Contents)
                if "/A" in annotation:
                    found.append(str(annotation.A.URI))
                else:
                    assert str(annotation.Dest) in names
                    found.append((number, names[str(annotation.Dest)]))
    x, y = document.placing.firsts[1:]
    where = {a.name: a.page for pages in document.pages for a in pages.anchors}
    web = "https://example.org/a?b=1&c=2"
    assert found == [(x, y), (x, x + where["x-h"]), web, (y, x), (y, y + where["y-h"]), web]


def test_links_to_parts_are_spoken_by_title(document: Joined) -> None:
    with document.open() as pdf:
        spoken = [str(a.Contents) for page in pdf.pages for a in page.obj.get("/Annots", ())
                  if str(a.get("/Dest", "")) in ("x", "y")]
    assert spoken == ["第y篇", "第x篇"]


def test_destinations_are_sorted_and_complete(document: Joined) -> None:
    with document.open() as pdf:
        names = [bytes(name) for name in list(pdf.Root.Names.Dests.Names)[::2]]
        assert names == sorted(names)
        assert {"x", "y", "x-h", "y-h", "x-fig", "y-fig"} == set(dests(pdf))


def test_the_outline(document: Joined) -> None:
    with document.open() as pdf:
        names = dests(pdf)
        with pdf.open_outline() as tree:
            lines = [(item.title, names[str(item.destination)],
                      [(kid.title, names[str(kid.destination)]) for kid in item.children])
                     for item in tree.root]
    x, y = document.placing.firsts[1:]
    where = {a.name: a.page for pages in document.pages for a in pages.anchors}
    assert lines == [("第x篇", x, [("小题", x + where["x-h"])]),
                     ("第y篇", y, [("小题", y + where["y-h"])])]


def test_page_labels(document: Joined) -> None:
    import io

    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(document.pdf))
    assert reader.page_labels == [leaf.label for leaf in document.placing.leaves]
    assert reader.page_labels[:3] == ["A", "B", "1"]
    whole = sample()
    assert pypdf.PdfReader(io.BytesIO(whole.pdf)).page_labels == [
        leaf.label for leaf in whole.placing.leaves]


AWKWARD = '初心·使命 <甲> & "乙" \' ]]>'


@pytest.mark.parametrize("date", [None, dt.date(2021, 7, 1)])
def test_metadata_says_the_same_twice(date: dt.date | None) -> None:
    made = joined(part("a", "<p>文</p>"), title=AWKWARD, author="编写组 & 他人", date=date,
                  lang="zh-Hant")
    with made.open() as pdf:
        xmp = pdf.Root.Metadata.read_bytes().decode()
        info = {str(key): str(value) for key, value in pdf.docinfo.items()}
        assert str(pdf.Root.Lang) == "zh-Hant"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert info["/Title"] == AWKWARD
    assert info["/Author"] == "编写组 & 他人"
    assert ("/CreationDate" in info) == ("/ModDate" in info) == (date is not None)
    tree = ElementTree.fromstring(re.sub(r"<\?xpacket.*?\?>", "", xmp).strip())
    texts = {item.tag.split("}")[1]: (item.text or "") for item in tree.iter() if not len(item)}
    assert AWKWARD in [item.text for item in tree.iter()]
    assert "编写组 & 他人" in [item.text for item in tree.iter()]
    assert texts["part"] == "1"
    if date:
        assert texts["CreateDate"] == texts["ModifyDate"] == "2021-07-01T00:00:00Z"
        assert info["/CreationDate"] == "D:20210701000000Z"
    else:
        assert "Date" not in xmp
        assert not re.search(r"20\d\d-\d\d", xmp)


def test_no_date_anywhere_in_the_sample() -> None:
    with sample().open() as pdf:
        assert not {str(key) for key in list(pdf.docinfo)} & {"/CreationDate", "/ModDate"}
        assert b"Date" not in pdf.Root.Metadata.read_bytes()


def test_the_sample_has_unique_ids_and_whole_lists() -> None:
    with sample().open() as pdf:
        root = pdf.Root.StructTreeRoot
        ids = [bytes(item.ID) for item in elements(root) if "/ID" in item]
        assert len(ids) == len(set(ids)) == len(list(root.IDTree.Names)) // 2
        assert all({str(kid.S) for kid in elements(item)} & {"/LBody", "/Lbl"}
                   for item in elements(root, "LI"))


def test_words_of_the_layout_are_marked(document: Joined) -> None:
    with document.open() as pdf:
        assert [str(item.T) for item in elements(pdf.Root.StructTreeRoot) if "/T" in item] == [
            "layout", "layout"]


def test_an_image_that_two_parts_show_is_stored_once() -> None:
    import io

    from PIL import Image

    from press.dataclass import replace
    from press.values import Asset

    out = io.BytesIO()
    Image.effect_noise((60, 60), 80).convert("RGB").save(out, "PNG")
    plate = Asset("images/a.png", "image/png", out.getvalue(), 60, 60)
    body = '<p><img src="press-asset:images/a.png" alt="图"/></p>'
    made = joined(*(replace(part(key, body), assets=(plate,)) for key in "ab"))
    with made.open() as pdf:
        images = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)
                  and item.get("/Subtype") == Name.Image]
    assert len(images) == 1


def kids(node: Any) -> list[Any]:
    found = node.get("/K", [])
    return list(found) if isinstance(found, Array) else [found]


def parent_tree(pdf: pikepdf.Pdf) -> dict[int, Any]:
    nodes = list(pdf.Root.StructTreeRoot.ParentTree.Kids)
    for node in nodes:
        assert [int(v) for v in node.Limits] == [min(map(int, node.Nums[::2])),
                                                 max(map(int, node.Nums[::2]))]
    nums = [value for node in nodes for value in node.Nums]
    assert [int(key) for key in nums[::2]] == sorted({int(key) for key in nums[::2]})
    return {int(key): value for key, value in zip(nums[::2], nums[1::2], strict=True)}


def dests(pdf: pikepdf.Pdf) -> dict[str, int]:
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    names = list(pdf.Root.Names.Dests.Names)
    return {str(name): pages[where[0].objgen]
            for name, where in zip(names[::2], names[1::2], strict=True)}
