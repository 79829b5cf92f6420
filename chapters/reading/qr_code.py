"""QR codes of our own addresses, drawn as the path of an SVG."""

import segno

QUIET_ZONE = 4  # modules


def qr_code(address: str) -> dict | None:
    """Return the code as the size and the path of an SVG; None for no address."""
    if not address:
        return None
    code = segno.make(address, error="m", micro=False)
    modules = "".join(
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h1v1h-1z"
        for y, row in enumerate(code.matrix)
        for x, dark in enumerate(row)
        if dark
    )
    return {"size": len(code.matrix) + 2 * QUIET_ZONE, "modules": modules}
