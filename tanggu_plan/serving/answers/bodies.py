"""Bodies of WSGI answers."""


def whole(body) -> bytes:
    """Read a WSGI body to its end and close it."""
    try:
        return b"".join(body)
    finally:
        if hasattr(body, "close"):
            body.close()
