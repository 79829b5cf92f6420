"""Traditional and variant characters with their simplified ones, by OpenCC."""

from functools import lru_cache

from opencc import OpenCC

IDEOGRAPHS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x323B0))


@lru_cache(maxsize=1)
def simplified() -> dict[str, str]:
    """Return traditional → simplified, one character each; the first call takes 0.2 s."""
    characters = [chr(code) for start, end in IDEOGRAPHS for code in range(start, end)]
    # A line each: between neighbours OpenCC would convert words.
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {old: new for old, new in zip(characters, converted, strict=True) if old != new}
