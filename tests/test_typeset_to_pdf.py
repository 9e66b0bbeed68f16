"""press.typeset.to_pdf: any HTML, with the engine of the books."""

from __future__ import annotations

import hashlib
import io
import logging
import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from press.typeset import to_pdf


def read(html: str, css: str = "", **options: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(to_pdf(html, css=css, **options)), strict=True)


@pytest.mark.parametrize(("html", "title", "lang", "text"), [
    ("<p>读本</p>", None, "zh-Hans", "读本"),
    ("只有文字", None, "zh-Hans", "只有文字"),
    ("", None, "zh-Hans", ""),
    ("<title>初心 &amp;\n 使命</title><p>文", "初心 & 使命", "zh-Hans", "文"),
    ('<!DOCTYPE html><html lang="en"><head><title>T</title></head><body>text</body></html>',
     "T", "en", "text"),
    ("<!-- <html lang='xx'> --><html><body class='b'><p>文</p></body></html>", None, "zh-Hans",
     "文"),
    ("<p>图</p><svg width='9' height='9'><title>不是标题</title></svg>", None, "zh-Hans", "图"),
    ("<![if x]><p>乱<b>的<i>标</b>签</i>", None, "zh-Hans", "乱的标签"),
])
def test_documents_and_fragments(html: str, title: str | None, lang: str, text: str) -> None:
    pdf = read(html)
    assert (pdf.metadata and pdf.metadata.title) == title
    assert pdf.root_object["/Lang"] == lang
    assert [page.extract_text() for page in pdf.pages] == [text]
    assert pdf.root_object["/MarkInfo"]["/Marked"]


def test_language_is_for_html_that_names_none() -> None:
    assert read("<p>a", lang="zh-Hant").root_object["/Lang"] == "zh-Hant"
    assert read('<html lang="ja"><p>a', lang="zh-Hant").root_object["/Lang"] == "ja"
    assert read("<p>a", lang='x"><script>').root_object["/Lang"] == 'x"><script>'


def test_css_and_default_font() -> None:
    pdf = read("<p>宋<b>粗</b><span>楷</span><code>黑</code>",
               "span { font-family: 'LXGW WenKai' } @page { size: 100mm 50mm }")
    names = {str(font["/BaseFont"]).split("+")[1]
             for font in pdf.pages[0]["/Resources"]["/Font"].values()}
    assert names == {"NotoSerifCJKSC-400", "NotoSerifCJKSC-700", "LXGWWenKai-400",
                     "NotoSansCJKSC-400"}
    assert [round(float(v) / 72 * 25.4) for v in pdf.pages[0].mediabox] == [0, 0, 100, 50]


@pytest.mark.parametrize("family", ["serif", "Times New Roman", "no-such-font"])
def test_unknown_families_are_the_body_font(family: str) -> None:
    pdf = read(f"<p style='font-family: {family}'>宋体 text")
    assert [str(f["/BaseFont"]).split("+")[1] for f in pdf.pages[0]["/Resources"]["/Font"].values()
            ] == ["NotoSerifCJKSC-400"]


def test_page_counters_are_those_of_the_document() -> None:
    body = '<p>见第<a href="#z"></a>页</p><p id="z" style="break-before: page">尾'
    pdf = read(body, "a::after { content: target-counter(attr(href), page) }"
               "@page { @bottom-center { content: counter(page) '/' counter(pages) } }")
    assert [page.extract_text() for page in pdf.pages] == ["见第2页\n1/2", "尾\n2/2"]


def test_the_same_bytes_again_and_no_date() -> None:
    html = "<title>题</title><h1>一</h1><p>二<em>三</em>"
    assert to_pdf(html) == to_pdf(html)
    metadata = pypdf.PdfReader(io.BytesIO(to_pdf(html))).metadata
    assert metadata is not None
    assert set(metadata) == {"/Title", "/Producer"}


def test_what_is_outside_is_left_out_with_a_warning(
        tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "utf-8")
    with caplog.at_level(logging.WARNING, "press.typeset"):
        pdf = read(f'<p>文<img src="{secret.as_uri()}" alt="替">'
                   f'<link rel="attachment" href="{secret.as_uri()}">')
    assert pdf.pages[0].extract_text() == "文替"
    assert pdf.attachments == {}
    assert len(caplog.messages) == 2
    assert all("outside the book" in message for message in caplog.messages)


PLAIN_FIRST = """
import hashlib
from weasyprint import HTML
from press.typeset import to_pdf
HTML(string="<p style='font-family: serif'>a").write_pdf()
print(hashlib.sha256(to_pdf({html!r})).hexdigest())
HTML(string="<p style='font-family: serif'>a").write_pdf()
"""


def test_what_others_did_with_weasyprint_before_does_not_matter() -> None:
    """Rules of fontconfig belong to the process: those of the machine must not be ours."""
    html = "<p style='font-family: Times New Roman'>宋 serif<b>粗</b>"
    done = subprocess.run([sys.executable, "-c", PLAIN_FIRST.format(html=html)],
                          capture_output=True, text=True, cwd=Path(__file__).parents[1])
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [hashlib.sha256(to_pdf(html)).hexdigest()]


def test_missing_fonts_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from press.typeset import alone
    from press.typeset.prepare import prepare

    monkeypatch.setitem(os.environ, "DUBEN_FONTS", str(tmp_path / "fonts"))
    monkeypatch.setattr(alone, "prepare", lambda folder: prepare(folder, [tmp_path]))
    with pytest.raises(RuntimeError, match=r"NotoSerifCJK-Regular\.ttc"):
        to_pdf("<p>文")


def test_what_does_not_fit_is_cut_without_a_mark() -> None:
    css = "p { width: 5em; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }"
    pdf = to_pdf("<p>把这一行写得很长很长</p>", css=css)
    assert "把这一行" in pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
