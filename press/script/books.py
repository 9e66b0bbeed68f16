"""Every text of a book converted: manuscripts, book.toml, glossary.

What the press works by stays as it is: paths, keys, anchors, names of editions, the manuscripts
as written (``Story.source``, ``Story.files``).
"""

from __future__ import annotations

from press.config import FILE_NAME, BookConfig, ConversionConfig, EditionConfig, Positions
from press.dataclass import replace
from press.manuscript import Book
from press.script.converter import Converter
from press.script.fragments import convert_fragment
from press.script.regions import steps
from press.values import Conversion, Place, Section, Story, Term

_LINES = ("title", "subtitle", "author", "compiler", "publisher", "notice")
_IMPRINT = ("permit", "audience", "publisher", "address", "distributor", "price", "printer",
            "print_date", "copies")
_IMPRINT_LISTS = ("cip", "lines")
_COVER = ("back", "front_flap", "back_flap")
_PRINTING = ("edition", "printing")
_LISTS = ("figure_list", "chronology", "glossary", "index")


def conversion_of(config: BookConfig, edition: EditionConfig | None) -> Conversion | None:
    """How ``edition`` is converted; None where its script is that of the book.

    ``config``: of the book, with the language of its manuscripts.
    """
    if edition is None or edition.script is None or not steps(config.lang, edition.script):
        return None
    return Conversion(config.lang, edition.script, edition.vocabulary,
                      _exceptions(config.conversion))


def _exceptions(config: ConversionConfig) -> tuple[tuple[str, str], ...]:
    return (*((word, word) for word in config.keep), *config.words.items())


def convert_book(book: Book, edition: EditionConfig | None, converter: Converter,
                 positions: Positions) -> Book:
    """``book``, as it is for ``edition``, in the script that ``converter`` leads to.

    ``positions``: those of book.toml.
    """
    def matter(stories: tuple[Story, ...]) -> tuple[Story, ...]:
        return tuple(_story(s, converter) for s in stories)

    place = _place(positions, "parts")
    made = replace(  # manuscripts first: what is noted is noted there
        book, front=matter(book.front),
        sections=tuple(Section(s.key, converter.text(s.title, place),
                               converter.text(s.intro, place), matter(s.stories))
                       for s in book.sections),
        back=matter(book.back), appendices=matter(book.appendices),
        glossary=tuple(_term(t, converter) for t in book.glossary))
    return replace(made, config=_config(book.config, edition, converter, positions))


def _story(story: Story, converter: Converter) -> Story:
    place = Place(story.path, story.title_line)

    def words(text: str) -> str:
        return converter.text(text, place)

    return replace(
        story, title=converter.text(story.title, None),
        title_html=convert_fragment(story.title_html, converter, place),
        subtitle=words(story.subtitle), author=words(story.author), summary=words(story.summary),
        html=convert_fragment(story.html, converter, place),
        headings=tuple(replace(h, text=converter.text(h.text, None)) for h in story.headings))


def _term(term: Term, converter: Converter) -> Term:
    return replace(term, term=converter.text(term.term, term.place),
                   html=convert_fragment(term.html, converter, term.place),
                   see=tuple(converter.text(name, None) for name in term.see))


def _place(positions: Positions, *path: str) -> Place:
    spot = positions.value(path)
    return Place(FILE_NAME, spot.line, spot.column)


def _config(config: BookConfig, edition: EditionConfig | None, converter: Converter,
            positions: Positions) -> BookConfig:
    def words(text: str, *path: str) -> str:
        return converter.text(text, _place(positions, *path))

    own = {key: getattr(edition, key) for key in ("title", "subtitle", "notice")
           if getattr(edition, key, None) is not None}
    changed: dict[str, object] = {
        key: own_words(own[key], converter, Place(FILE_NAME)) if key in own
        else words(getattr(config, key), key) for key in _LINES}
    changed["lang"] = converter.conversion.target
    if config.imprint is not None:
        changed["imprint"] = config.imprint.model_copy(update={
            "staff": {words(role, "imprint", "staff"): words(name, "imprint", "staff")
                      for role, name in config.imprint.staff.items()},
            **{key: tuple(words(line, "imprint", key) for line in getattr(config.imprint, key))
               for key in _IMPRINT_LISTS},
            **{key: words(getattr(config.imprint, key), "imprint", key) for key in _IMPRINT}})
    changed["cover"] = config.cover.model_copy(update={
        "spine_text": tuple(words(t, "cover", "spine_text") for t in config.cover.spine_text),
        **{key: words(getattr(config.cover, key), "cover", key) for key in _COVER}})
    changed["printing"] = config.printing.model_copy(update={
        key: words(getattr(config.printing, key), "printing", key) for key in _PRINTING})
    for key in _LISTS:
        if (one := getattr(config, key)) is not None:
            changed[key] = one.model_copy(update={"title": words(one.title, key)})
    if config.index is not None:
        changed["index"] = config.index.model_copy(update={
            "title": words(config.index.title, "index"),
            "see": {words(k, "index", "see"): words(v, "index", "see")
                    for k, v in config.index.see.items()},
            "readings": {converter.text(k, None): v
                         for k, v in config.index.readings.items()}})
    return config.model_copy(update=changed)


def own_words(text: str, converter: Converter, place: Place | None) -> str:
    """A text that somebody may have written for the very edition: then it stays."""
    return text if _is_written(text, converter.conversion) else converter.text(text, place)


def _is_written(text: str, conversion: Conversion) -> bool:
    """Whether ``text`` has characters of the target: led back, it would be another."""
    back = Converter(Conversion(conversion.target, conversion.source))
    return back.text(text, None) != text
