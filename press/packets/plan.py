"""Which pieces every lecture has, and whose words they may hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from press.assembly.personal import Fitting
from press.dataclass import dataclass, names_of, replace
from press.messages import Lang, text
from press.packets import words
from press.packets.beside import beside
from press.packets.stock import Stock, rows_for, united
from press.packets.topics import Topic
from press.packets.values import Item, Lot, SetKind, SetOrder
from press.preflight.needles import Needles, folded
from press.roster.records import Lecture, Lecturer, Roster
from press.values import Problem, problem

_PHONES = ("phone",)
_WORDS_OF_LECTURER = ("name", "unit", "post", "phone", "remarks")
_WORDS_OF_LECTURE = ("hall", "site", "audience", "host", "contact", "phone", "remarks")
KINDS: tuple[SetKind, ...] = ("speaker", "listener")


@dataclass(frozen=True, slots=True)
class Given:
    """A lecture with all that is known of it."""

    lecture: Lecture
    lecturer: Lecturer
    topic: Topic
    values: Mapping[str, str]


def given(roster: Roster, topics: Sequence[Topic], lang: Lang) -> tuple[Given, ...]:
    """The lectures that take place, in their order."""
    by_name = {name: topic for topic in reversed(topics) for name in topic.names}
    return tuple(
        Given(one, lecturer, topic, words.values(one, lecturer, topic.name, lang))
        for one in roster.given
        for lecturer, topic in ((roster.lecturer(one.lecturer), by_name[one.topic]),))


def folder_of(lecturer: Lecturer) -> str:
    """The name of the folder of a lecturer."""
    return f"{lecturer.number}-{words.file_name(lecturer.name)}"


def by_lecturer(lectures: Sequence[Given]) -> dict[str, list[Given]]:
    """Number of a lecturer → his lectures, both in the order in which they come."""
    found: dict[str, list[Given]] = {}
    for one in lectures:
        found.setdefault(one.lecturer.number, []).append(one)
    return found


def stock_up(stock: Stock, lectures: Sequence[Given]) -> dict[tuple[str, SetKind], tuple[str, ...]]:
    """Typeset all that the lectures share; the keys of the parts of each handout."""
    keys: dict[tuple[str, SetKind], tuple[str, ...]] = {}
    rows = sorted({rows_for(one.lecture.copies) for one in lectures})
    forms = stock.apart()
    with beside(stock.shop) as later:
        formed = later(partial(forms.form, [
            ("receipt", "receipt", 0, None), ("feedback", "feedback", 0, None),
            *((f"sign-in/{n}", "sign-in", n, None) for n in rows)]))
        for topic in _distinct(one.topic for one in lectures):
            for kind in KINDS:
                reader = dict(topic.documents)[kind].reader
                keys[topic.config.story, kind] = stock.handout(topic, kind, reader)
        if stock.ok():
            formed()
    stock.items |= forms.items
    stock.problems += forms.problems
    if stock.ok():
        trims = {item.pages.trim for item in stock.items.values()}
        if len(trims) > 1:
            stock.problems += (problem("packets-sizes"),)
    return keys


def lots(stock: Stock, lectures: Sequence[Given], roster: Roster,
         handouts: Mapping[tuple[str, SetKind], tuple[str, ...]], folder: str, book: str,
         author: str, allowed: str, jobs: int, lang: Lang) -> tuple[Lot, ...]:
    """The work, for so many workers; what has no room is typeset on the way."""
    rows = roster_words(roster)
    made: list[Lot] = []
    topics = _distinct(one.topic for one in lectures)
    for topic in topics:
        mine = [one for one in lectures if one.topic is topic]
        for kind in KINDS:
            shared: dict[str, list[Given]] = defaultdict(list)
            pieces = {one.lecture.number: _pieces(one, kind, handouts) for one in mine}
            for one in mine:
                for _, key in pieces[one.lecture.number]:
                    shared[key].append(one)
            fits = {key: stock.fitting(key, [one.values for one in ones])
                    for key, ones in shared.items()}
            for one in mine:
                pieces[one.lecture.number] = _apart(stock, one, kind, topic,
                                                    pieces[one.lecture.number], fits)
            if not stock.ok():
                return ()
            alone = {key for ones in pieces.values() for _, key in ones} - set(fits)
            uses = united([*fits.values(), *(stock.fitting(key, ()) for key in sorted(alone))])
            secret = tuple(topic.secret)
            base = folded("\0".join((allowed, topic.text if kind == "listener" else
                                     topic.story.source)))
            foreign = (*rows, *secret)
            needles = Needles(foreign)
            free = needles.found(base) | (Needles(secret).found(folded("\0".join(secret)))
                                          if kind == "speaker" else frozenset())
            orders = [_order(one, kind, pieces[one.lecture.number], needles, free, stock, lang)
                      for one in mine]
            keys = {key for order in orders for _, key in order.pieces}
            lot = Lot(book, f"{topic.name} · {stock.title}", stock.lang, stock.date, author,
                      stock.shop.library.by_name, {k: stock.items[k] for k in sorted(keys)}, uses,
                      foreign, frozenset(map(folded, secret)), (), folder)
            made += _split(lot, orders, 1 if 2 * len(topics) >= 3 * jobs else 2 * jobs)
    return tuple(made)


def roster_words(roster: Roster) -> tuple[str, ...]:
    """Every value of a row that tells of somebody or of some place; short numbers are in every
    text and tell of nobody."""
    found: dict[str, None] = {}
    for lecturer in roster.lecturers:
        found |= dict.fromkeys(_values(lecturer, _WORDS_OF_LECTURER))
    for lecture in roster.lectures:
        found |= dict.fromkeys(_values(lecture, _WORDS_OF_LECTURE))
    return tuple(word for word in found if len(word) > 4 or not word.isascii())


def own_words(one: Given, *, phone: bool = False, contact_phone: bool = False) -> list[str]:
    """What of the rosters may stand in the papers of a lecture; whole telephone numbers only
    where a layout asks for them."""
    own = own_words_of(one.lecturer, [one.lecture])
    return [*own, one.topic.name, *[one.lecturer.phone] * phone,
            *[one.lecture.phone] * contact_phone]


def own_words_of(lecturer: Lecturer, lectures: Sequence[Lecture]) -> list[str]:
    """The same of any rows, without telephone numbers."""
    return [*_values(lecturer, (n for n in _WORDS_OF_LECTURER if n not in _PHONES)),
            *(word for one in lectures for word in _values(one, (
                n for n in _WORDS_OF_LECTURE if n not in _PHONES)))]


def _values(row: Lecturer | Lecture, names: Iterable[str]) -> list[str]:
    known = set(names_of(row))
    return [value for name in names if name in known and (value := getattr(row, name))]


def _pieces(one: Given, kind: SetKind, handouts: Mapping[tuple[str, SetKind], tuple[str, ...]]
            ) -> list[tuple[Item, str]]:
    keys = handouts[one.topic.config.story, kind]
    if kind == "listener":
        return [*(("handout", key) for key in keys), ("feedback", "feedback")]
    # Between the speaker's text and the sign-in sheets stands a page without a number, so that
    # both count their own pages.
    own: list[tuple[Item, str]] = [
        ("cover" if key.endswith("/cover-sheet") else "speaker", key) for key in keys]
    return [*own, ("receipt", "receipt"), ("sign-in", f"sign-in/{rows_for(one.lecture.copies)}")]


def _apart(stock: Stock, one: Given, kind: SetKind, topic: Topic,
           pieces: list[tuple[Item, str]], fits: Mapping[str, Fitting]) -> list[tuple[Item, str]]:
    """The pieces of a lecture, those that its values do not fit typeset for it alone."""
    number = one.lecture.number
    unfit = {key for _, key in pieces if stock.unfit(key, one.values, fits[key])}
    suffix = f"@{number}"
    handouts = [key for key in unfit if key.startswith(f"{topic.config.story}/")]
    if handouts:
        stock.handout(topic, kind, dict(topic.documents)[kind].reader, one.values, suffix)
    stock.form([(key + suffix, key.split("/")[0], rows_for(one.lecture.copies), one.values)
                for key in sorted(unfit - set(handouts))])
    return [(item, key + suffix if key in unfit else key) for item, key in pieces]


def _order(one: Given, kind: SetKind, pieces: Sequence[tuple[Item, str]], needles: Needles,
           free: frozenset[str], stock: Stock, lang: Lang) -> SetOrder:
    lecture, lecturer = one.lecture, one.lecturer
    declared = {name for _, key in pieces for name in stock.items[key].piece.fields}
    own = own_words(one, phone="phone-whole" in declared,
                    contact_phone="contact-phone-whole" in declared)
    wanted = [one.values[name] for name in ("lecturer", "place", "when") if name in declared]
    name = text(f"packet-file-{kind}", lang)
    path = (f"{folder_of(lecturer)}/{lecture.number}-{lecture.date:%m%d}-"
            f"{words.file_name(lecturer.name)}-{name}.pdf")
    return SetOrder(
        path, kind, lecture.number, lecturer.number, lecture.copies if kind == "listener" else 1,
        tuple(pieces), tuple(sorted(one.values.items())),
        free | needles.found(folded("\0".join(own))), tuple(wanted))


def _split(lot: Lot, orders: Sequence[SetOrder], count: int) -> list[Lot]:
    size = -(-len(orders) // count)
    return [replace(lot, orders=tuple(orders[at:at + size]))
            for at in range(0, len(orders), max(size, 1))]


def _distinct(topics: Iterable[Topic]) -> list[Topic]:
    return list({topic.config.story: topic for topic in topics}.values())


def problems_of(stock: Stock) -> tuple[Problem, ...]:
    """What was found while the stock was typeset, each once."""
    return tuple(dict.fromkeys(stock.problems))
