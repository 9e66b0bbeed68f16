"""Pages of a proof, or a sheet that goes with it → a part, in a layout of kind ``proof``."""

from __future__ import annotations

from press.config.models import FontsConfig
from press.galley.views import Proof
from press.layout.files import Layout
from press.layout.fonts import font_lists, role_variables
from press.layout.line_rules import line_rules
from press.layout.pieces import Outcome
from press.layout.proof_context import ProofContext
from press.layout.rendering import renderer_of
from press.layout.views import page_view
from press.values import Part, problem

GALLEY = "galley"


def lay_out_proof(proof: Proof, layout: Layout, key: str) -> Outcome:
    """One part, with the key ``key``: a sheet by its own template, pages by that of ``galley``."""
    config = layout.config
    if config.kind != "proof":
        return (), (problem("layout-kind", None, name=layout.name, kind=config.kind,
                            wanted="proof"),)
    piece = config.parts[proof.sheet.name if proof.sheet else GALLEY]
    context = ProofContext(
        config.lang, key.replace("/", "-"), page_view(config),
        font_lists(FontsConfig(), config.fonts), config.labels, proof)
    renderer = renderer_of(layout.files)
    html, problems = renderer.page(piece.template, context)
    styles, found = renderer.styles((*config.styles, *piece.styles), context)
    if problems or found:
        return (), (*problems, *found)
    variables = role_variables(context.fonts) + line_rules(config.lines)
    return (Part(key, html, (variables, *styles), (), "any", "decimal", (), ""),), ()
