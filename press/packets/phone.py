"""The phone edition: one file for each lecturer, with the dates and all texts to be spoken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from press.assembly.style import Style
from press.build.plan import Composition
from press.build.settle import settle, settle_apart
from press.dataclass import replace
from press.layout.files import Layout
from press.layout.filling import NOTHING
from press.layout.forms import Form, Forms
from press.layout.handout import lay_out_handout
from press.messages import text
from press.packets import words
from press.packets.binding import Binding, Files, bind
from press.packets.gate import Gate
from press.packets.lists import Lists
from press.packets.plan import Given, by_lecturer, folder_of
from press.packets.stock import Stock, shared_uses
from press.packets.topics import Topic
from press.packets.values import PacketFile
from press.roster.records import Lecturer
from press.values import Pages, Part, Problem, has_errors, problem

Typeset = Mapping[str, tuple[Part, Pages]]


def phone_editions(stock: Stock, forms: Forms, layout: Layout,
                   every: Sequence[Given], lists: Lists, gate: Gate
                   ) -> tuple[Files, tuple[Problem, ...]]:
    """One for each lecturer of ``every`` lecture."""
    lectures = by_lecturer(every)
    people = [ones[0].lecturer for ones in lectures.values()]
    topics = list({one.topic.config.story: one.topic for ones in lectures.values()
                   for one in ones}.values())
    texts, problems = _texts(stock, layout, topics)
    heads, found = _heads(stock, forms, lectures, people, lists)
    problems += found
    if has_errors(problems):
        return [], problems
    if len({pages.trim for _, pages in (*texts.values(), *heads.values())}) > 1:
        return [], (*problems, problem("packets-sizes"))
    bindings = []
    for one in people:
        own = [heads[one.number]] + [texts[story] for story in dict.fromkeys(
            given.topic.config.story for given in lectures[one.number])]
        name = text("packet-file-phone", lists.lang)
        file = PacketFile(f"{folder_of(one)}/{one.number}-{words.file_name(one.name)}-{name}.pdf",
                          "phone", "", 0, lecturer=one.number)
        bindings.append(Binding(
            file, tuple(part for part, _ in own), tuple(done for _, done in own),
            Style(f"{one.name} · {stock.title}", stock.lang, "", stock.date),
            leaks=gate.job(file)))
    files, found = bind(bindings, shared_uses(
        pages for _, pages in (*texts.values(), *heads.values())), stock.shop)
    return files, (*problems, *found)


def _texts(stock: Stock, layout: Layout,
           topics: Sequence[Topic]) -> tuple[dict[str, tuple[Part, Pages]], tuple[Problem, ...]]:
    """Each topic's text as it is spoken: story → part and pages."""
    done: dict[str, tuple[Part, Pages]] = {}
    problems: tuple[Problem, ...] = ()
    for topic in topics:
        parts, found = lay_out_handout(topic.book, topic.story, topic.config, layout, "speaker")
        problems += found
        if has_errors(problems):
            return {}, problems
        document = dict(topic.documents)["speaker"]
        composition = replace(document.composition, parts=parts)
        if document.reader is not None:
            composition, lost = stock.maker.with_reader_pages(composition, document.reader)
            problems += lost
        settled = settle(composition, stock.shop)
        problems += settled.problems
        if has_errors(problems):
            return {}, problems
        # Its own pages are counted through the whole file.
        done[topic.config.story] = (
            replace(settled.parts[0], key=f"text/{topic.config.story}"), settled.pages[0])
    return done, problems


def _heads(stock: Stock, forms: Forms, lectures: Mapping[str, Sequence[Given]],
           people: Sequence[Lecturer],
           lists: Lists) -> tuple[dict[str, tuple[Part, Pages]], tuple[Problem, ...]]:
    """The list of lectures of each: number of the lecturer → part and pages."""
    parts: list[Part] = []
    problems: tuple[Problem, ...] = ()
    for one in people:
        made, found = forms.lay_out(Form(
            "sheet", "schedule", sheet=lists.schedule(one, lectures[one.number]),
            fields=NOTHING))
        problems += found
        parts += made
    if has_errors(problems):
        return {}, problems
    settled = settle_apart(Composition(tuple(parts), (), "reader", stock.title, stock.lang, "",
                                       stock.date), stock.shop)
    return {one.number: (part, pages) for one, part, pages in zip(
        people, settled.parts, settled.pages, strict=True)}, (*problems, *settled.problems)
