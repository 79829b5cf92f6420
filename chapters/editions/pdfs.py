"""The PDF of an edition, made in the queue after its text is frozen; chapters are cut from it."""

from collections.abc import Iterator
from hashlib import sha256

from django.urls import reverse

from chapters.editions.steps import APPROVE, PROPOSE, PUBLISH
from chapters.figures.queries import bytes_of
from chapters.models import Edition, EditionFile
from chapters.pdf import cutting, rendering
from chapters.pdf.maker import maker
from tanggu_plan.models import BackgroundTask
from tanggu_plan.serving import public_version
from tanggu_plan.tasks import kinds, queue, running

KIND = "edition-pdf"


def request(edition: Edition, *, by) -> BackgroundTask:
    """Queue the PDF of an edition that has none, in the caller's transaction."""
    label = f"{edition}的 PDF"
    return queue.request(KIND, str(edition.pk), label=label, by=by, edition=edition.pk)


def make_now(edition: Edition) -> BackgroundTask:
    """Make the requested PDF in this process and return its task."""
    return running.run_now(request(edition, by=None))


def task_of(edition: Edition) -> BackgroundTask | None:
    return queue.task_of(KIND, str(edition.pk))


def reason_to_wait(edition: Edition) -> str:
    """Return why the PDF of an edition cannot be looked at yet, "" where it is there."""
    if edition.files.filter(kind=EditionFile.Kind.PDF).exists():
        return ""
    task = task_of(edition)
    if task and task.has_failed:
        return f"第{edition.number}版的 PDF 没有生成：{task.reason}请在版次页上重新生成，或退回。"
    return f"第{edition.number}版的 PDF 正在生成，一般不到一分钟。生成以后才能审定，请稍等再试。"


def make(task: BackgroundTask) -> kinds.Store:
    """Render the PDF and cut its chapters. Takes seconds."""
    edition = Edition.objects.select_related("plan").get(pk=task.arguments["edition"])
    content = rendering.render(
        edition.document,
        edition_number=edition.number,
        plan_slug=edition.plan.slug,
        kind=edition.get_kind_display(),
        note=edition.note,
        figures=bytes_of(edition.document),
    )
    files = [
        EditionFile(
            edition=edition,
            kind=EditionFile.Kind.PDF,
            content=content,
            size=len(content),
            sha256=sha256(content).hexdigest(),
            maker=maker(),
        ),
        *cuts_of(edition, content),
    ]
    return lambda: _store(edition, files)


def cuts_of(edition: Edition, content: bytes) -> Iterator[EditionFile]:
    """Yield what is to be known of each chapter's cut; its bytes are cut again when asked for."""
    for number in cutting.chapters_in(content):
        cut = cutting.cut(content, number)
        yield EditionFile(
            edition=edition,
            kind=EditionFile.Kind.CHAPTER,
            chapter_number=number,
            size=len(cut),
            sha256=sha256(cut).hexdigest(),
            maker=cutting.cutter(),
        )


def _store(edition: Edition, files: list[EditionFile]) -> None:
    if edition.files.filter(kind=EditionFile.Kind.PDF).exists():
        return
    EditionFile.objects.bulk_create(files)
    if Edition.objects.filter(pk=edition.pk).on_record().exists():
        public_version.bump()


kinds.register(
    KIND,
    make,
    page=lambda task: reverse("admin:chapters_edition_change", args=[task.arguments["edition"]]),
    result=lambda task: reverse("admin:chapters_edition_pdf", args=[task.arguments["edition"]]),
    permissions=tuple(step.permission for step in (PROPOSE, APPROVE, PUBLISH)),
)
