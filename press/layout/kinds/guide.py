"""A reading guide: the plan of the sessions, and what the story of each sees of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from press.layout.kinds.extra import Desk, Extra, day_text, span, weekday
from press.layout.record_context import GuideView, SessionView
from press.manuscript.records.guide import Session
from press.values import Story


def guide_plan(desk: Desk) -> Iterator[Extra]:
    """The timetable of the class."""
    guide = desk.book.records.guide
    if guide is None:
        return
    stories = {PurePosixPath(s.path).stem: s for section in desk.book.sections
               for s in section.stories}
    views = tuple(_session(session, stories[session.story], desk) for session in guide.sessions
                  if session.story in stories)
    yield Extra("guide-plan", "guide-plan", desk.labels["guide_plan"], GuideView(views))


def session_of(desk: Desk, story: Story) -> SessionView | None:
    """The session in which ``story`` is read."""
    guide = desk.book.records.guide
    sessions = guide.sessions if guide else ()
    return next((_session(s, story, desk) for s in sessions
                 if s.story == PurePosixPath(story.path).stem), None)


def _session(session: Session, story: Story, desk: Desk) -> SessionView:
    guide = desk.book.records.guide
    return SessionView(
        session.number, story.key, story.title, day_text(session.date, desk.labels),
        weekday(session.date, desk.labels), span(session.start, session.end), session.place,
        session.leader, session.reading, guide.notes if guide else 0)
