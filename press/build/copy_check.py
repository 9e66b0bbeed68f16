"""The copy check of a book: each manuscript and table proofed once, what was found kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from press.build.digests import digest
from press.config import BookConfig, load_toml
from press.config.proof_model import ProofConfig
from press.config.textfile import read_text
from press.manuscript import manuscript_paths
from press.manuscript.glossary import FILE_NAME as GLOSSARY
from press.proof import Edit, Proofed, proof, proof_table, settled
from press.values import Problem, Store, problem_from

TABLES = ".csv"


def proof_book(folder: Path, config: BookConfig, store: Store | None = None,
               ) -> tuple[Problem, ...]:
    """All that the copy check finds in the manuscripts and tables of the book in ``folder``."""
    return tuple(p for _, done in proofed_files(folder, config, store) for p in done.problems)


def proofed_files(folder: Path, config: BookConfig, store: Store | None = None,
                  ) -> Iterator[tuple[str, Proofed]]:
    """Path and findings of each file; what cannot be read is told by others."""
    terms = glossary_terms(folder)
    for path in (*manuscript_paths(folder, config), *_tables(folder)):
        text, _ = read_text(folder, folder / path)
        if text is not None:
            yield path, proof_text(path, text, config.lang, config.proof, terms, store)


def proof_text(path: str, text: str, lang: str, config: ProofConfig, terms: Sequence[str],
               store: Store | None = None) -> Proofed:
    """The findings of one file, from ``store`` where it was proofed so before."""
    check = proof_table if path.endswith(TABLES) else proof
    if store is None:
        return check(path, text, lang, config, terms)
    key = _key(path, text, lang, config, terms)
    kept = store.get(key)
    if kept is not None:
        return _from_bytes(kept)
    done = check(path, text, lang, config, terms)
    store.put(key, _to_bytes(done))
    return done


def taken_off(folder: Path, problems: Sequence[Problem],
              config: ProofConfig) -> tuple[Problem, ...]:
    """``problems`` without those of the reading that the book or a manuscript takes off."""
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
                 if f.suffix.lower() == TABLES and not f.name.startswith("."))


def _key(path: str, text: str, lang: str, config: ProofConfig, terms: Sequence[str]) -> str:
    return digest("proof", version("pypinyin"), path, text, lang, config.model_dump_json(),
                  tuple(terms))


def _to_bytes(done: Proofed) -> bytes:
    return json.dumps(asdict(done), ensure_ascii=False).encode()


def _from_bytes(data: bytes) -> Proofed:
    record: dict[str, list[dict[str, Any]]] = json.loads(data)
    return Proofed(
        tuple(map(problem_from, record["problems"])),
        tuple(Edit(**e) for e in record["edits"]))
