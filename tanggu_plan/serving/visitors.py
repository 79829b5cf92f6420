"""Rate limit by address. Kept in memory only, for a minute."""

import re
from collections import Counter
from functools import wraps
from ipaddress import ip_address, ip_network
from time import monotonic

from django.conf import settings
from django.shortcuts import render

MINUTE = 60
ENTRY = re.compile(
    r"\[(?P<bracketed>[^\[\]]+)\](:[0-9]*)?|(?P<dotted>[0-9.]+):[0-9]*|(?P<plain>[^\[\]]+)"
)
IPV6_NETWORK = 64  # bits that one household or office shares, with any number of addresses


def client_address(request) -> str | None:
    """Return the address that the request comes from, None where there is none.

    A visitor may write anything into X-Forwarded-For. Each proxy of ours appends whom it heard, so
    that only the last PROXY_COUNT entries are true, and none where there is no proxy.
    """
    heard = request.META.get("REMOTE_ADDR")
    if settings.BEHIND_PROXY:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        heard = forwarded[-settings.PROXY_COUNT :][0].strip() or heard
    return _address_in(heard or "")


class Tally:
    """Counts the requests of each client in this process, minute by minute."""

    def __init__(self):
        self.minute = 0.0
        self.counts: Counter[str] = Counter()

    def seconds_to_wait(self, client: str, most: int) -> int:
        """Count a request; return 0 where it is among the `most` of this minute."""
        minute, second = divmod(monotonic(), MINUTE)
        if minute != self.minute:
            self.minute, self.counts = minute, Counter()
        self.counts[client] += 1
        return 0 if self.counts[client] <= most else MINUTE - int(second)


def limited(setting: str):
    """Answer 429 to a client that asks a view more often a minute than the setting allows."""

    def decorate(view):
        tally = Tally()

        @wraps(view)
        def answer(request, *args, **kwargs):
            seconds = tally.seconds_to_wait(client_of(request), getattr(settings, setting))
            if not seconds:
                return view(request, *args, **kwargs)
            response = render(request, "429.html", {"seconds": seconds}, status=429)
            response["Retry-After"] = str(seconds)
            return response

        return answer

    return decorate


def client_of(request) -> str:
    """Return whom a request counts for: an IPv4 address, an IPv6 network, "" where it has none."""
    text = client_address(request)
    if text is None:
        return ""
    address = ip_address(text)
    if address.version == 4:
        return text
    network = ip_network((text, IPV6_NETWORK), strict=False)
    return str(address.ipv4_mapped or network)


def _address_in(text: str) -> str | None:
    """Return the address in an entry as gateways write it, None where it holds none.

    203.0.113.9:5678, [2001:db8::1]:443, "[2001:db8::1]", fe80::1%eth0, unknown.
    """
    match = ENTRY.fullmatch(text.strip().strip('"').strip())
    if match is None:
        return None
    try:
        address = ip_address(match["bracketed"] or match["plain"] or match["dotted"])
    except ValueError:
        return None
    return str(ip_address(address.packed))  # without a zone
