"""Verification of a file by its SHA-256: is it one of ours, and is it current?

The reader's browser hashes the file and asks with the hash (static/js/verify.js). Without
JavaScript the file is uploaded, hashed in passing and dropped.
"""

import re
from dataclasses import dataclass
from hashlib import file_digest
from threading import BoundedSemaphore

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from chapters.editions.queries import Standing, standing_of
from chapters.models import Edition, EditionFile
from chapters.plan.places import numbered_place
from tanggu_plan.serving.answers.queries import asks
from tanggu_plan.text.unseen import shown

LARGEST_MEGABYTES = 20
LARGEST_UPLOAD = LARGEST_MEGABYTES * 1024 * 1024
DIGEST = re.compile(r"[0-9a-f]{64}")

_uploads = BoundedSemaphore(2)  # a process: readers of pages must not wait for uploads


@dataclass(frozen=True, slots=True)
class Match:
    """A file of an edition that was public at some time."""

    what: str
    address: str
    standing: Standing


@asks("sha256")
@csrf_exempt  # an upload changes nothing, and a token would set a cookie on a public page
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request):
    if request.method == "POST":
        return _verify_upload(request)
    asked = request.GET.get("sha256", "")
    digest = digest_in(asked)
    refusal = "这不是一个 SHA-256 摘要。摘要是64个字符，只有数字0—9和字母a—f。"
    context = {
        "asked": shown(asked[:100]),
        "digest": digest,
        "matches": matches(digest) if digest else [],
        "refusal": refusal if asked.strip() and not digest else "",
    }
    return _page(request, context)


def digest_in(text: str) -> str | None:
    """Return the SHA-256 in what a person pasted: capitals, gaps and a file's name are let pass."""
    words = text[:1000].lower().split()
    candidates = [*words[:1], "".join(words)]
    return next((word for word in candidates if DIGEST.fullmatch(word)), None)


def matches(digest: str) -> list[Match]:
    """Return the public files with this SHA-256, the newest edition first."""
    files = EditionFile.objects.filter(sha256=digest, edition__published_at__isnull=False)
    texts = Edition.objects.on_record().select_related("plan").filter(sha256=digest)
    found = [_file_match(file) for file in files.select_related("edition__plan").defer("content")]
    found += [
        Match("文本数据 plan.json", _address("edition_json", edition), standing_of(edition))
        for edition in texts
    ]
    return sorted(found, key=lambda each: each.standing.edition.published_at, reverse=True)


def _file_match(file):
    """A chapter's PDF has an address of its own in the current edition only."""
    edition, chapter = file.edition, file.chapter_number
    if file.kind == EditionFile.Kind.PDF:
        return Match("正式 PDF", _address("edition_pdf", edition), standing_of(edition))
    what = f"{numbered_place(chapter).label} PDF"
    if edition.state != Edition.State.PUBLISHED:
        return Match(what, edition.get_absolute_url(), standing_of(edition))
    address = reverse("chapters:chapter_pdf", args=[edition.plan.slug, chapter])
    return Match(what, address, standing_of(edition))


def _address(page, edition):
    return reverse(f"chapters:{page}", args=[edition.plan.slug, edition.number])


def _verify_upload(request):
    """Hash the upload and go on to the answer. Nothing is read where it is too large or too many.

    Django's upload handlers keep the file until the request ends, small ones in memory, and never
    more of it than Content-Length says.
    """
    if _is_too_large(request.META.get("CONTENT_LENGTH") or "0"):
        refusal = f"文件超过{LARGEST_MEGABYTES}兆，没有读取。本网发布的文件都比它小得多。"
        return _page(request, {"refusal": refusal}, status=413)
    if not _uploads.acquire(blocking=False):
        refusal = "现在上传核验的人较多，请过一会儿再试。也可以在自己的电脑上算出摘要，填在下面。"
        return _page(request, {"refusal": refusal}, status=429)
    try:
        upload = request.FILES.get("file")
        if upload is None:
            return _page(request, {"refusal": "还没有选择文件。"}, status=400)
        digest = file_digest(upload.file, "sha256").hexdigest()
    finally:
        _uploads.release()
    return HttpResponseRedirect(f"{reverse('chapters:verify')}?sha256={digest}")


def _is_too_large(length):
    return not re.fullmatch("[0-9]{1,9}", length) or int(length) > LARGEST_UPLOAD


def _page(request, context, status=200):
    context = {"largest": LARGEST_UPLOAD, "largest_megabytes": LARGEST_MEGABYTES} | context
    return render(request, "chapters/editions/verify.html", context, status=status)
