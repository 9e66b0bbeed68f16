"""Put our functions into WeasyPrint."""

from __future__ import annotations

from functools import cache

VERSION = "70.0"


class EngineVersionError(RuntimeError):
    """Another WeasyPrint than the one that the hooks were written for."""


def check_version(version: str) -> None:
    """Raise EngineVersionError for any WeasyPrint but the one these hooks know."""
    if version != VERSION:
        raise EngineVersionError(
            f"press.typeset.weasy knows WeasyPrint {VERSION}, not {version}: install the locked "
            "version, or read every hook again beside the new source")


@cache
def install() -> None:
    """Replace what must be replaced; a second call does nothing."""
    import weasyprint  # here, because the import costs half a second and reads the environment

    check_version(weasyprint.__version__)
    from press.typeset.weasy import drawing, fonts, margin, notes, tagging

    for module in (margin, drawing, tagging, fonts, notes):
        module.install()
