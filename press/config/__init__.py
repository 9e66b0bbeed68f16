"""book.toml and layout.toml → frozen models; every fault at once, with line and column.

1. ``textfile``     bytes → text: UTF-8, inside the folder, of bearable size
2. ``positions``    where every key and value of a TOML text stands
3. ``toml_file``    TOML → data, and data → a model or its faults
4. ``models``       what book.toml may say, by ``rules``; ``layout_model`` what layout.toml may
                    say
5. ``book_config``  a book's folder → ``BookConfig``

This room alone knows pydantic.
"""

from press.config.book_config import (
    FILE_NAME,
    STORIES,
    book_date,
    load_book_config,
    story_names,
)
from press.config.models import (
    ArchiveConfig,
    BookConfig,
    BookletConfig,
    ChronologyConfig,
    ColourConfig,
    ConversionConfig,
    CoverConfig,
    DocumentKind,
    EditionConfig,
    FigureListConfig,
    FontsConfig,
    GlossaryConfig,
    HandoutConfig,
    ImprintConfig,
    IndexConfig,
    PacketsConfig,
    PartConfig,
    PrintingConfig,
    WaiverConfig,
)
from press.config.positions import Positions, Spot
from press.config.toml_file import load_toml, validate

__all__ = [
    "FILE_NAME",
    "STORIES",
    "ArchiveConfig",
    "BookConfig",
    "BookletConfig",
    "ChronologyConfig",
    "ColourConfig",
    "ConversionConfig",
    "CoverConfig",
    "DocumentKind",
    "EditionConfig",
    "FigureListConfig",
    "FontsConfig",
    "GlossaryConfig",
    "HandoutConfig",
    "ImprintConfig",
    "IndexConfig",
    "PacketsConfig",
    "PartConfig",
    "Positions",
    "PrintingConfig",
    "Spot",
    "WaiverConfig",
    "book_date",
    "load_book_config",
    "load_toml",
    "story_names",
    "validate",
]
