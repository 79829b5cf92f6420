"""Static copy of the public site: every page reached, with links that hold anywhere."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from html import escape, unescape
from urllib.parse import unquote, urldefrag, urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings

from tanggu_plan.serving.answers.bodies import whole
from tanggu_plan.text.refusals import Refused

# Our own pages quote every attribute. Addresses of files stand in data- attributes too.
ADDRESS = re.compile(r'(?<=\s)((?:href|src|action|data-[a-z-]+)=")(/[^"]*)(")')
SRCSET = re.compile(r'(?<=\ssrcset=")[^"]*')
CANDIDATE = re.compile(r"/[^\s,]+")  # of a picture in one width
FORM = re.compile(r"<form\b([^>]*)>.*?</form>", re.DOTALL)
LOCATION = re.compile(r"<loc>(.*?)</loc>")
IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")
NO_FORM = '<p role="note">这是网站的静态副本，没有查询和上传。请到在线的网站使用这项功能。</p>'


class Site:
    """Asks the WSGI application for pages as they are under a public address."""

    def __init__(self, application: Callable, address: str):
        parts = urlsplit(address)
        self.application, self.scheme, self.host = application, parts.scheme, parts.netloc
        forced = settings.FORCE_SCRIPT_NAME
        self.prefix = (parts.path if forced is None else forced).rstrip("/")

    def get(self, path: str) -> tuple[str, str, bytes]:
        """Return the status, the content type and the content of a path below the prefix."""
        environ = {
            "SCRIPT_NAME": self.prefix,
            "PATH_INFO": unquote(path, "latin-1"),
            "QUERY_STRING": "",
            "HTTP_HOST": self.host,
            "wsgi.url_scheme": self.scheme,
            "REMOTE_ADDR": "127.0.0.1",
        }
        setup_testing_defaults(environ)
        said = []
        body = self.application(environ, lambda *answer: said.extend(answer))
        content = whole(body)
        return said[0], dict(said[1]).get("Content-Type", ""), content

    def path_of(self, address: str) -> str:
        """Return what a path on the host is below the prefix, without a query."""
        path = address.split("?")[0]
        return path.removeprefix(self.prefix) if path.startswith(f"{self.prefix}/") else path


def addresses_in(sitemap: bytes) -> list[str]:
    """Return the paths on the host that a sitemap lists."""
    return [urlsplit(unescape(found)).path for found in LOCATION.findall(sitemap.decode())]


def pages(
    site: Site, start: Iterable[str], *, skipped: str, tell: Callable[[str], None]
) -> Iterator[tuple[str, bytes, int]]:
    """Yield every page that can be reached from those addresses, and how many are still to come.

    A page is the path of its file inside the copy, and its bytes.

    Addresses that begin with `skipped` are left alone. A link that is dead on the site too is
    told; raises Refused where one of the first addresses, or the site itself, does not answer.
    """
    known = dict.fromkeys(start, "")
    waiting = list(known)
    while waiting:
        path = waiting.pop()
        status, content_type, content = site.get(path)
        if status.startswith("4") and known[path]:
            tell(f"{known[path]} 上有一个死链接：{path}（{status}）。")
            continue
        if not status.startswith("200"):
            raise Refused(f"{path} 的回答是 {status}。请先让这一页能打开，再导出。")
        content, linked = _with_relative_links(path, content_type, content, site)
        new = [each for each in linked if each not in known and not each.startswith(skipped)]
        known |= dict.fromkeys(new, path)
        waiting += dict.fromkeys(new)
        yield _file_of(path), content, len(waiting)


def _with_relative_links(path, content_type, content, site):
    """Return the content and the paths it leads to."""
    if "javascript" in content_type:
        folder = posixpath.dirname(path)
        names = IMPORT.findall(content.decode())
        return content, [posixpath.normpath(posixpath.join(folder, name)) for name in names]
    if not content_type.startswith("text/html"):
        return content, []
    linked = []

    def link_to(address):
        address, fragment = urldefrag(unescape(address))
        linked.append(site.path_of(address))
        return escape(_relative(linked[-1], path) + (f"#{fragment}" if fragment else ""))

    def relative(match):
        before, address, after = match.groups()
        return f"{before}{link_to(address)}{after}"

    def relative_set(match):
        return CANDIDATE.sub(lambda found: link_to(found[0]), match[0])

    html = ADDRESS.sub(relative, FORM.sub(_without_form, content.decode()))
    return SRCSET.sub(relative_set, html).encode(), linked


def _relative(target, path):
    """The link from the page at path to the target."""
    link = posixpath.relpath(target, posixpath.dirname(path))
    return f"{link}/" if target.endswith("/") else link


def _without_form(match):
    """Return what replaces a form: nothing for the search in a page's head."""
    return "" if 'role="search"' in match[1] else NO_FORM


def _file_of(path):
    name = unquote(path).lstrip("/")
    return f"{name}index.html" if path.endswith("/") else name
