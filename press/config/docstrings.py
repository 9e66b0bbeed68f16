"""What is written below the keys of a model. pydantic can read it, too, but does so for every
model whenever it is imported, which takes longer than to make the models."""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise

from pydantic import BaseModel


def below_keys(model: type[BaseModel]) -> dict[str, str]:
    """The string that stands below each key of ``model`` or of what it inherits from."""
    found: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if issubclass(kind, BaseModel) and kind is not BaseModel:
            found |= _of_class(kind.__module__, kind.__qualname__)
    return found


def _of_class(module: str, name: str) -> dict[str, str]:
    body = next((node.body for node in _tree(module).body
                 if isinstance(node, ast.ClassDef) and node.name == name), [])
    return {key.target.id: inspect.cleandoc(words.value.value)
            for key, words in pairwise(body)
            if isinstance(key, ast.AnnAssign) and isinstance(key.target, ast.Name)
            and isinstance(words, ast.Expr) and isinstance(words.value, ast.Constant)
            and isinstance(words.value.value, str)}


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(sys.modules[module]))
