"""Typed text that survives an expired log-in: pages hand it on, nothing stores it.

A form that takes part has a field named OPENED_AT. Its post can be made again as a preview, which
saves nothing, so that the clerk is back where they were with every word.
"""

from dataclasses import dataclass

from django.core import signing

OPENED_AT = "opened_at"
PREVIEW_BUTTON = "_preview"
TYPED = "typed"  # the field that hands a packed post on; masked in AXES_SENSITIVE_PARAMETERS

BUTTONS = {"_save", "_continue", "_addanother", PREVIEW_BUTTON}
NOT_TYPED = BUTTONS | {"csrfmiddlewaretoken"}
NOT_SHOWN = {OPENED_AT, TYPED, "username", "next"}
SHORTEST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class TypedText:
    """The fields of a post and the address it went to."""

    address: str
    fields: tuple[tuple[str, str], ...]

    @property
    def can_be_resumed(self) -> bool:
        return any(name == OPENED_AT for name, _ in self.fields)

    @property
    def shown(self) -> list[str]:
        """The values worth copying by hand, never a password."""
        return [
            value
            for name, value in self.fields
            if name not in NOT_SHOWN and "password" not in name and len(value) >= SHORTEST_SHOWN
        ]


def typed_in(request) -> TypedText:
    """Return what the request's form posts, or what the log-in form hands on."""
    if handed_on := unpack(request.POST.get(TYPED, "")):
        return handed_on
    fields = (
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_TYPED
        for value in values
    )
    return TypedText(request.get_full_path(), tuple(fields))


def pack(typed: TypedText) -> str:
    """Return the text as one signed string for a hidden field."""
    return signing.dumps([typed.address, typed.fields], salt=__name__, compress=True)


def unpack(packed: str) -> TypedText | None:
    """Return what was packed here, None for anything else."""
    try:
        address, fields = signing.loads(packed, salt=__name__)
    except signing.BadSignature:
        return None
    return TypedText(address, tuple((name, value) for name, value in fields))
