"""What something costs in multiples of a job that is run beside it.

A slow or busy machine makes both dearer, so a limit in yardsticks fails for the code alone.
"""

import re
from time import process_time

TEXT = "坚持新发展理念，推进街道治理。" * 10_000


def _yardstick():
    """Read, part, count and join 150,000 characters: a tenth of a second of a quiet machine."""
    for _ in range(8):
        words = re.findall(r"[^，。]+", TEXT)
        counts = {}
        for word in words:
            for character in word:
                counts[character] = counts.get(character, 0) + 1
        "".join(sorted(words))


def yardsticks(action):
    """Return the CPU time of the action, or the least of its three, in yardsticks."""
    return cpu_seconds(action) / yardstick_seconds()


def yardstick_seconds():
    return min(cpu_seconds(_yardstick) for _ in range(3))


def cpu_seconds(action):
    start = process_time()
    action()
    return process_time() - start
