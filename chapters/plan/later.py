"""Fields that the Document got later: left out of its JSON where they say nothing.

So a text frozen before keeps its bytes and its SHA-256.
"""

from dataclasses import Field, field
from typing import Any

LATER = "later"


def later(default: Any) -> Any:
    """Declare a field that older JSON lacks."""
    return field(default=default, metadata={LATER: True})


def says_nothing(declared: Field[Any], value: Any) -> bool:
    """Whether the field is left out: it came later, and has its default."""
    return LATER in declared.metadata and value == declared.default
