"""Page store: keeps public answers whole and gives them again, until anything changes.

It stands in front of Django, where an answer costs a look-up and the reading of one row. What is
kept is good for one public version and one day: versions are read from the database on every
request, so that an edition shows at once in every process on every machine; the day, because
pages say what has ended by today. Whatever it cannot judge, Django answers as if there were no
store.
"""

import re
from collections import OrderedDict
from contextlib import suppress
from datetime import datetime, time, timedelta
from hashlib import sha256
from threading import Lock
from time import time as now

from django.conf import settings
from django.utils import timezone

from tanggu_plan.serving.answers.bodies import whole
from tanggu_plan.serving.answers.finishing import asked, finish, with_finishing
from tanggu_plan.serving.content_codings import (
    PLAIN,
    compressed_forms,
    is_compressible,
    preferred_coding,
)
from tanggu_plan.serving.public_pages import STORABLE

KEPT_STATUS = {"200", "301", "410"}  # no 404: addresses that are none have no end
LARGEST_SHARE = 8  # no answer takes more than this part of the store
OVERHEAD = 4096  # bytes of headers and bookkeeping
CONDITIONS = {"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_IF_RANGE"}
SAID_AGAIN = {"Cache-Control", "ETag", "Vary"}  # headers that a 304 repeats
PORT = re.compile(r":[0-9]{1,5}$")
ENTITY_TAG = re.compile(r'"[^"]*"')


def with_page_store(application):
    """Return Django's application behind a store as the settings want it."""
    from tanggu_plan.serving import (
        public_version,  # a model's module: Django has to be set up before
    )

    if not settings.PAGE_STORE_MEGABYTES:
        return with_finishing(application)
    return PageStore(
        application,
        version=public_version.current,
        cookies=[settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME],
        most_bytes=settings.PAGE_STORE_MEGABYTES * 1024 * 1024,
        proxy_header=(settings.SECURE_PROXY_SSL_HEADER or [""])[0],
    )


class PageStore:
    """WSGI application around another one, Django.

    `version` reads the public version, `cookies` are the names that make a request somebody's,
    `proxy_header` is where a proxy says http or https, and `most_bytes` bounds what is kept.
    """

    def __init__(self, application, *, version, cookies, most_bytes, proxy_header=""):
        self.application = application
        self.version = version
        self.cookies = [f"{name}=" for name in cookies]
        self.most_bytes = most_bytes
        self.proxy_header = proxy_header
        self.answers = OrderedDict()  # the one used longest ago first
        self.moment = None  # public version and end of day for which the answers hold
        self.midnight = 0.0
        self.bytes = 0
        self.lock = Lock()
        self.turn = Lock()  # to look: threads that wait here do not fight for Python's lock

    def __call__(self, environ, start_response):
        with self.turn:
            key = self._key(environ)
            if answer := self.answers.get(key):
                with suppress(KeyError):  # dropped by another thread just now; good all the same
                    self.answers.move_to_end(key)
                return answer.give(environ, start_response)
        if key is None:
            return finish(environ, start_response, *asked(self.application, environ))
        return self._ask_django(key, environ, start_response)

    def _key(self, environ):
        """Return the cache key of a request, None where the store has no say.

        The version is read before a page is rendered: one that is rendered across a publication
        is kept under the old number, where nobody finds it again. Host names are part of it, since
        Django has to refuse those it does not know.
        """
        if (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or environ.get("QUERY_STRING")
            or "HTTP_AUTHORIZATION" in environ
            or "HTTP_HOST" not in environ
            or ("HTTP_COOKIE" in environ and self._is_somebodys(environ["HTTP_COOKIE"]))
        ):
            return None
        try:
            version = self.version()
        except Exception:  # whatever ails the database, Django's answer says so
            return None
        return (
            version,
            self.midnight if now() < self.midnight else self._next_midnight(),
            environ["PATH_INFO"],
            host_told(environ),
            environ["wsgi.url_scheme"],
            environ.get(self.proxy_header),
        )

    def _is_somebodys(self, cookie):
        return any(name in cookie for name in self.cookies)

    def _next_midnight(self):
        tomorrow = timezone.localdate() + timedelta(days=1)
        self.midnight = timezone.make_aware(datetime.combine(tomorrow, time())).timestamp()
        return self.midnight

    def _ask_django(self, key, environ, start_response):
        if environ["REQUEST_METHOD"] == "HEAD":
            return finish(environ, start_response, *asked(self.application, environ))
        inner = {name: value for name, value in environ.items() if name not in CONDITIONS}
        status, headers, body = asked(self.application, inner)
        if not (inner.get(STORABLE) and self._is_storable(status, headers)):
            return finish(environ, start_response, status, headers, body)
        answer = Answer(status, headers, whole(body))
        self._keep(key, answer)
        return answer.give(environ, start_response)

    def _is_storable(self, status, headers):
        values = {name.lower(): value for name, value in headers}
        length = values.get("content-length", "")
        return (
            status[:3] in KEPT_STATUS
            and length.isdecimal()  # a stream, which may never end, has no length
            and int(length) <= self.most_bytes // LARGEST_SHARE
            and not values.keys() & {"set-cookie", "content-encoding"}
            and values.get("vary", "Accept-Encoding").lower() == "accept-encoding"
            and not re.search("no-store|private", values.get("cache-control", ""))
            and "'nonce-" not in values.get("content-security-policy", "")
        )

    def _keep(self, key, answer):
        with self.lock:
            if self.moment != key[:2]:  # answers of an older version or day are stale
                self.answers.clear()
                self.moment, self.bytes = key[:2], 0
            replaced = self.answers.pop(key, None)
            self.answers[key] = answer
            self.bytes += answer.size - (replaced.size if replaced else 0)
            while self.bytes > self.most_bytes:
                _, oldest = self.answers.popitem(last=False)
                self.bytes -= oldest.size


class Answer:
    """One kept answer, ready to go out as it is, compressed, or as a 304."""

    __slots__ = ("etag", "forms", "known", "size", "status")

    def __init__(self, status, headers, content):
        values = dict(headers)
        self.status = status
        self.etag = ""
        if status.startswith("200"):
            values.setdefault("ETag", f'"{sha256(content).hexdigest()[:32]}"')
            tag = ENTITY_TAG.search(values["ETag"])
            self.etag = tag[0] if tag else ""
        compressed = {}
        if is_compressible(values.get("Content-Type", "")):
            compressed = compressed_forms(content)
        if compressed:
            values["Vary"] = "Accept-Encoding"
        self.forms = {PLAIN: (list(values.items()), content)}
        self.forms |= {coding: _form(values, coding, it) for coding, it in compressed.items()}
        self.known = [(name, value) for name, value in values.items() if name in SAID_AGAIN]
        self.size = OVERHEAD + sum(len(content) for _, content in self.forms.values())

    def give(self, environ, start_response):
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked is not None and self.etag and is_among(self.etag, asked):
            start_response("304 Not Modified", self.known.copy())
            return []
        coding = preferred_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        headers, content = self.forms.get(coding) or self.forms[PLAIN]
        if "HTTP_RANGE" in environ:
            return finish(environ, start_response, self.status, headers.copy(), [content])
        start_response(self.status, headers.copy())  # a copy, since a server may change its list
        return [content] if environ["REQUEST_METHOD"] == "GET" else []


def host_told(environ) -> str:
    """Return of the host what an answer depends on: sitemaps and feeds tell its port as well."""
    host = environ["HTTP_HOST"]
    if ":" not in host or environ["PATH_INFO"].endswith(".xml"):
        return host
    return PORT.sub("", host)


def _form(values, coding, compressed):
    """A compressed form with its headers; its tag is weak, since the bytes are others."""
    changed = {"Content-Encoding": coding, "Content-Length": str(len(compressed))}
    if "ETag" in values:
        changed["ETag"] = f"W/{values['ETag'].removeprefix('W/')}"
    return list((values | changed).items()), compressed


def is_among(etag: str, asked: str) -> bool:
    """Whether an If-None-Match names the tag, weak or strong (RFC 9110 8.8.3.2)."""
    return asked.strip() == "*" or etag in ENTITY_TAG.findall(asked)
