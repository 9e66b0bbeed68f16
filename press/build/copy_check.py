"""The copy check of a book: each manuscript and table proofed once, what was found kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from press.build.digests import digest
from press.build.waivers import waive
from press.config import BookConfig, load_book_config, load_toml
from press.config.proof_model import SWITCHED, ProofConfig
from press.config.textfile import read_text
from press.dataclass import asdict, dataclass, replace
from press.manuscript import manuscript_paths
from press.manuscript.glossary import FILE_NAME as GLOSSARY
from press.tables import is_workbook, read_cells
from press.tables.file import SUFFIXES
from press.values import Problem, Store, problem_from

if TYPE_CHECKING:
    from press.proof import Proofed


def copy_problems(folder: Path, store: Store | None = None) -> tuple[Problem, ...]:
    """All that the copy check finds in the manuscripts and tables of the book in ``folder``; what
    is wrong with its settings, without which there is no check, is told by others."""
    config, _ = load_book_config(folder)
    if config is None:
        return ()
    return waive([found for _, kept in _kept(folder, config, store)
                  for found in problems_in(kept)], config.waivers)


def proofed_files(folder: Path, config: BookConfig, store: Store | None = None,
                  ) -> Iterator[tuple[str, Proofed]]:
    """Path and findings of each file."""
    from press.proof import Edit, Proofed

    for path, kept in _kept(folder, config, store):
        yield path, Proofed(problems_in(kept), tuple(
            Edit(**edit) for edit in json.loads(kept)["edits"]))


@lru_cache(maxsize=1024)
def problems_in(kept: bytes) -> tuple[Problem, ...]:
    """Those of a file: a process that stays asks again for most of them."""
    return tuple(map(problem_from, json.loads(kept)["problems"]))


@dataclass(frozen=True, slots=True)
class Copy:
    """A file and what its findings depend on."""

    path: str
    text: str
    lang: str
    config: ProofConfig
    terms: tuple[str, ...]
    key: str
    """What a store has the findings under."""


def copies(folder: Path, config: BookConfig) -> Iterator[Copy]:
    """Every manuscript and table that can be read."""
    terms = glossary_terms(folder)
    rules = digest(version("pypinyin"), config.lang, config.proof.model_dump_json(), terms)
    for path in (*manuscript_paths(folder, config), *_tables(folder)):
        text = _text(folder, path)
        if text is not None:
            yield Copy(path, text, config.lang, config.proof, terms,
                       digest("proof", rules, path, text))


def proofed(copy: Copy) -> bytes:
    """The findings (``Proofed``) of a file, as JSON."""
    done = proof_text(copy.path, copy.text, copy.lang, copy.config, copy.terms)
    return json.dumps(asdict(done), ensure_ascii=False).encode()


def _kept(folder: Path, config: BookConfig, store: Store | None) -> Iterator[tuple[str, bytes]]:
    """Path and findings of each file, from ``store`` where it was proofed so before."""
    for copy in copies(folder, config):
        kept = store.get(copy.key) if store else None
        if kept is None:
            kept = proofed(copy)
            if store:
                store.put(copy.key, kept)
        yield copy.path, kept


def proof_text(path: str, text: str, lang: str, config: ProofConfig,
               terms: Sequence[str]) -> Proofed:
    """The findings of one file."""
    from press.proof import proof, proof_table  # the rules: only where there is something new

    if not path.lower().endswith(SUFFIXES):
        return proof(path, text, lang, config, terms)
    done = proof_table(path, text, lang, config, terms)
    return done if not is_workbook(path) else replace(
        done, problems=tuple(replace(one, column=None) for one in done.problems))


def taken_off(folder: Path, problems: Sequence[Problem],
              config: ProofConfig) -> tuple[Problem, ...]:
    """``problems`` without those of the reading that the book or a manuscript takes off."""
    if not any(one.code in SWITCHED for one in problems):
        return tuple(problems)
    from press.proof import settled

    return settled(problems, lambda path: read_text(folder, folder / path)[0], config)


def once(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """``problems`` without the rare characters that no typeface has: those are told as missing."""
    missing = {dict(p.args)["codepoint"] for p in problems if p.code == "character-missing"}
    return tuple(p for p in problems if not (
        p.code == "copy-rare-character" and dict(p.args)["codepoint"] in missing))


def glossary_terms(folder: Path) -> tuple[str, ...]:
    """The terms of glossary.toml as far as it can be read; its faults are told by others."""
    if not (folder / GLOSSARY).is_file():
        return ()
    data, _, _ = load_toml(folder / GLOSSARY)
    entries = data.get("terms") if data else None
    return tuple(e["term"] for e in entries if isinstance(e, dict)
                 and isinstance(e.get("term"), str)) if isinstance(entries, list) else ()


def _tables(folder: Path) -> tuple[str, ...]:
    """The tables in tables/, by name."""
    tables = folder / "tables"
    if not tables.is_dir() or not tables.resolve().is_relative_to(folder.resolve()):
        return ()
    return tuple(f"tables/{f.name}" for f in sorted(tables.iterdir())
                 if f.suffix.lower() in SUFFIXES and f.name[0] not in ".~")


def _text(folder: Path, path: str) -> str | None:
    """A manuscript or a table; what cannot be read is told where it is used."""
    if is_workbook(path):
        cells, _ = read_cells(folder, folder / path)
        return cells.text if cells else None
    return read_text(folder, folder / path)[0]
