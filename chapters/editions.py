"""What the public may read of a plan's editions."""

from django.http import Http404

from chapters.models import Edition


def get_published_edition(plan_slug: str) -> Edition:
    """Return the plan's current edition with its plan. Raises Http404 where none is public."""
    edition = (
        Edition.objects.published().select_related("plan").filter(plan__slug=plan_slug).first()
    )
    if edition is None:
        raise Http404("没有这部规划，或者它尚未发布。")
    return edition
