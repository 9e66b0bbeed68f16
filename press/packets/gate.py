"""The leak gate for what a lecturer's folder holds beside packets: lists, and the phone edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from press.packets.plan import Given, own_words, roster_words
from press.packets.values import PacketFile
from press.preflight.leaks import LeakJob, Memory, check_leaks
from press.preflight.needles import Needles, folded
from press.roster.records import Roster
from press.values import Problem


def check_folders(files: Iterable[tuple[PacketFile, bytes]], roster: Roster,
                  lectures: Sequence[Given], allowed: str, *,
                  whole_phones: bool,
                  more: Mapping[str, Sequence[str]] = MappingProxyType({})
                  ) -> tuple[Problem, ...]:
    """What is another's in the files of a lecturer; ``allowed``: what all may read; ``more``:
    what he may read beside his rows, by his number."""
    needles = Needles(roster_words(roster))
    common = needles.found(folded(allowed))
    memory = Memory()
    problems: list[Problem] = []
    for file, data in files:
        if not file.lecturer or not file.path.endswith(".pdf"):
            continue
        mine = [one for one in lectures if one.lecturer.number == file.lecturer]
        words = [w for one in mine for w in own_words(one, contact_phone=whole_phones)]
        texts = "\0".join({one.topic.story.source for one in mine})
        own = needles.found(folded("\0".join((*words, texts, *more.get(file.lecturer, ())))))
        problems += check_leaks(data, LeakJob(file.path, needles, common | own), memory)
    return tuple(problems)
