"""Action lists: matters and suggestions by list, whose totals must agree with what is declared."""

from __future__ import annotations

from collections.abc import Iterable

from press.config.record_models import ActionsConfig
from press.dataclass import dataclass
from press.manuscript.records.reader import DAY, NUMBER, Reader
from press.tables.columns import Column, Record
from press.values import has_errors

STATES = ("未办", "在办", "办结")
"""What may be said of a matter, from the beginning to the end."""

_LISTS = (
    Column("number", "编号", required=True), Column("name", "名称", required=True),
    Column("lead", "牵头"), Column("matters", "事项数", NUMBER),
    Column("suggestions", "建议数", NUMBER))
_MATTERS = (
    Column("number", "编号", required=True), Column("list", "清单", required=True),
    Column("text", "事项", required=True), Column("lead", "牵头"), Column("with", "配合"),
    Column("due", "时限", DAY), Column("state", "状态", allowed=STATES))
_SUGGESTIONS = (
    Column("number", "编号", required=True), Column("list", "清单", required=True),
    Column("text", "建议", required=True), Column("answer", "办理"),
    Column("state", "状态", allowed=STATES))


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to be done, or suggested."""

    number: str
    text: str
    lead: str
    others: str
    due: str
    """ISO 8601, or empty."""
    state: str
    """One of ``STATES``."""
    answer: str = ""
    """What was done about a suggestion."""


@dataclass(frozen=True, slots=True)
class ActionList:
    """One list."""

    number: str
    name: str
    lead: str
    matters: tuple[Matter, ...]
    suggestions: tuple[Matter, ...]


@dataclass(frozen=True, slots=True)
class Actions:
    """All lists, in the order of their file."""

    lists: tuple[ActionList, ...]


def read_actions(config: ActionsConfig, reader: Reader) -> Actions:
    """The three tables; totals that disagree are errors."""
    before = len(reader.problems)
    lists = reader.rows("actions", "lists", config.lists, config.encoding, _LISTS)
    matters = reader.rows("actions", "matters", config.matters, config.encoding, _MATTERS)
    suggestions = reader.rows("actions", "suggestions", config.suggestions, config.encoding,
                              _SUGGESTIONS)
    reader.once(lists, "number", "编号")
    names = [row.text("number") for row in lists]
    for rows in (matters, suggestions):
        reader.once(rows, "number", "编号")
        for row in rows:
            reader.known(row, "list", "清单", row.text("list"), names, "lists")
    # A row with a fault is left out: to count then would blame the wrong number.
    if not has_errors(reader.problems[before:]):
        _totals(config, reader, lists, matters, suggestions)
    return Actions(tuple(ActionList(
        row.text("number"), row.text("name"), row.text("lead"),
        tuple(_matter(m) for m in matters if m.text("list") == row.text("number")),
        tuple(_matter(s) for s in suggestions if s.text("list") == row.text("number")))
        for row in lists))


def _matter(row: Record) -> Matter:
    due = row.day("due")
    return Matter(row.text("number"), row.text("text"), row.text("lead"), row.text("with"),
                  due.isoformat() if due else "", row.text("state") or STATES[0],
                  row.text("answer"))


def _totals(config: ActionsConfig, reader: Reader, lists: tuple[Record, ...],
            matters: tuple[Record, ...], suggestions: tuple[Record, ...]) -> None:
    """What a row of the lists and what book.toml declares, against what there is."""
    for key, name, rows in (("matters", "事项数", matters), ("suggestions", "建议数", suggestions)):
        for row in lists:
            counted = _counted(rows, row.text("number"))
            if row.values.get(key) is not None and row.number(key) != counted:
                reader.tell("actions-list-total", row.at(key), list=row.text("name"),
                            column=name, declared=row.number(key), counted=counted)
    for key, declared, counted in (
            ("total_lists", config.total_lists, len(lists)),
            ("total_matters", config.total_matters, len(matters)),
            ("total_suggestions", config.total_suggestions, len(suggestions))):
        if declared is not None and declared != counted:
            reader.tell("actions-total", reader.asked(("actions", key)), key=key,
                        declared=declared, counted=counted)


def _counted(rows: Iterable[Record], number: str) -> int:
    return sum(1 for row in rows if row.text("list") == number)
