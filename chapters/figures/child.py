"""The process that decodes a picture: a file on standard input, the safe picture on output.

`chapters.figures.decoding` starts it as `python -m chapters.figures.child SECONDS MEGABYTES`: a
decoder that loops, eats memory or falls over takes no process of the portal with it.
"""

import json
import resource
import sys
from base64 import b64encode

from chapters.figures.safety import made_safe
from tanggu_plan.text.refusals import Refused


def limit_this_process(seconds: int, megabytes: int) -> None:
    allowed = megabytes << 20
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, allowed))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(content: bytes) -> dict:
    """Return what JSON can carry: the picture, or why there is none."""
    try:
        picture = made_safe(content)
    except Refused as refusal:
        return {"refused": str(refusal)}
    return {
        "format": picture.format,
        "width": picture.width,
        "height": picture.height,
        "content": b64encode(picture.content).decode(),
        "smaller": {width: b64encode(each).decode() for width, each in picture.smaller.items()},
    }


if __name__ == "__main__":
    limit_this_process(*map(int, sys.argv[1:]))
    json.dump(answer(sys.stdin.buffer.read()), sys.stdout)
