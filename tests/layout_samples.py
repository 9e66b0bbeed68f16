"""A small book for the tests of the layout room."""

from __future__ import annotations

from pathlib import Path

from press.config import BookConfig, ImprintConfig
from press.dataclass import replace
from press.layout import Layout, load_layout
from press.manuscript.book import Book
from press.values import Asset, Heading, Role, Section, Story

TEMPLATES = Path(__file__).parent.parent / "templates"

DRAWING = Asset(
    "images/plan.svg", "image/svg+xml",
    b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="250"><path d="M0 0h9"/></svg>',
    400, 250)

FIGURE = ('<figure id="fig-1" data-line="9" style="width:60%"><img '
          'src="press-asset:images/plan.svg" alt="平面图"/>'
          '<figcaption><span class="caption">平面图</span>'
          '<span class="credit">本书绘制</span></figcaption></figure>')

BODY = ('<p data-line="3">山里的一天从水开始，<strong>规矩</strong>在先，<em>准头</em>在后，'
        '共<code>411</code>件<sup>2</sup>。<span class="footnote" data-line="3">样稿。</span></p>'
        '<h2 id="water" data-line="5">先听水</h2><p data-line="7">水声比哨声早。</p>' + FIGURE +
        '<aside class="speaker" data-audience="speaker" data-line="11"><p data-line="12">'
        '[PPT 12] 停十秒。</p><h3 id="aside" data-line="13">备用</h3></aside>'
        '<section class="questions" data-line="15"><p class="questions-title">思考题</p><ol><li>'
        '为什么？<div class="answer-line"></div><div class="answer-line"></div></li></ol>'
        '</section>')

HEADINGS = (Heading(2, "先听水", "water", 5), Heading(3, "备用", "aside", 13))


def story(name: str, title: str, role: Role = "story", html: str = BODY) -> Story:
    """A story whose source is not needed here."""
    whole = html is BODY
    return Story(f"s-{name}", role, f"stories/{name}.md", title, title, 1, "", "", html,
                 HEADINGS if whole else (), (DRAWING,) if DRAWING.name in html else (), "")


def book(**config: object) -> Book:
    """Two parts, three stories, and everything before and after."""
    settings = BookConfig.model_validate({
        "title": "初心·使命", "subtitle": "读本", "publisher": "样书编印组", "notice": "这是样书。",
        "imprint": ImprintConfig(permit="××××"), **config})
    names = '<dl><dt>主编</dt><dd>王强、李建国</dd></dl>'
    return Book(
        "sample", settings,
        (story("editors", "编写人员名单", "editors", names),
         story("foreword", "前言", "foreword", "<p>短。</p>")),
        (Section("part-1", "兵工摇篮", "山里。", (story("a", "山里的一天"), story("b", "厂房"))),
         Section("part-2", "下编　眼前的事", "", (story("c", "一根车轴"),))),
        (story("afterword", "后记", "afterword", "<p>完。</p>"),))


def plain_book() -> Book:
    """What a one-line book.toml makes: a title and one story."""
    whole = book(imprint=None, publisher="", notice="", subtitle="")
    return replace(whole, front=(), back=(),
                   sections=(Section("part-1", "", "", (story("a", "山里的一天"),)),))


def layout(name: str = "reader-zh", book_folder: Path | None = None) -> Layout:
    """A layout of the repository, which must load without a problem."""
    made, problems = load_layout(name, templates=TEMPLATES, book_folder=book_folder)
    assert not problems
    assert made is not None
    return made
