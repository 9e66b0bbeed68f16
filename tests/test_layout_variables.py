"""The reference of variables is current."""

from layout_samples import TEMPLATES

from press.layout.variables import reference


def test_templates_readme_is_current() -> None:
    assert (TEMPLATES / "README.md").read_text("utf-8") == reference()


def test_every_variable_is_explained() -> None:
    rows = [r for r in reference().splitlines() if r.startswith("| `")]
    assert len(rows) > 50
    assert all(r.removesuffix(" |").rsplit("| ", 1)[1].strip() for r in rows)
