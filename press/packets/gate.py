"""The leak gate for what a lecturer's folder holds beside packets: lists, and the phone edition."""

from __future__ import annotations

from collections.abc import Sequence

from press.packets.plan import Given, own_words, roster_words
from press.packets.values import PacketFile
from press.preflight.leaks import LeakJob
from press.preflight.needles import Needles, folded
from press.roster.records import Roster


class Gate:
    """Knows what is whose."""

    def __init__(self, roster: Roster, lectures: Sequence[Given], allowed: str, *,
                 whole_phones: bool) -> None:
        """``allowed``: what all may read; ``whole_phones``: whether lists give telephone numbers
        whole."""
        self._needles = Needles(roster_words(roster))
        self._common = self._needles.found(folded(allowed))
        self._lectures, self._whole = lectures, whole_phones
        stories = {one.topic.config.story: one.topic.story.source for one in lectures}
        self._texts = {name: self._needles.found(folded(text)) for name, text in stories.items()}

    def job(self, file: PacketFile, more: Sequence[str] = ()) -> LeakJob | None:
        """What may not stand in ``file``; ``more``: what its lecturer may read beside his rows.
        None where it goes to no lecturer."""
        if not file.lecturer:
            return None
        mine = [one for one in self._lectures if one.lecturer.number == file.lecturer]
        words = [w for one in mine for w in own_words(one, contact_phone=self._whole)]
        own = self._common.union(self._needles.found(folded("\0".join((*words, *more)))),
                                 *(self._texts[one.topic.config.story] for one in mine))
        return LeakJob(file.path, self._needles, own)
