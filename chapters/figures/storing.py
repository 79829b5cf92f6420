"""Storing of uploaded pictures: the only code that makes a Picture."""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from chapters.figures.decoding import safe_picture
from chapters.figures.safety import SafePicture
from chapters.models import Picture
from tanggu_plan import audit
from tanggu_plan.text.refusals import require_permission
from tanggu_plan.text.unseen import shown

LONGEST_NAME = 200


def upload(content: bytes, *, name: str, by) -> tuple[Picture, bool]:
    """Store what is in a file, made safe, and say whether it is new. Takes seconds.

    Raises Refused where the file is no picture or is too large.
    """
    require_permission(by, "上传图片", "chapters.add_picture")
    return _stored(safe_picture(content), shown(name)[:LONGEST_NAME], by)


@transaction.atomic
def _stored(safe: SafePicture, name: str, by) -> tuple[Picture, bool]:
    picture, is_new = Picture.objects.get_or_create(
        sha256=sha256(safe.content).hexdigest(),
        defaults={
            "name": name,
            "format": safe.format,
            "width": safe.width,
            "height": safe.height,
            "size": len(safe.content),
            "content": safe.content,
            **{f"content_{width}": content for width, content in safe.smaller.items()},
            "uploaded_by": by,
            "uploaded_at": timezone.now(),
        },
    )
    if is_new:
        _log(picture, by)
    return picture, is_new


def _log(picture: Picture, by) -> None:
    audit.append(
        audit.Action.UPLOAD,
        actor=by,
        subject=f"图片：{picture}",
        details=(
            f"{picture.line}；{picture.format}，{picture.width}×{picture.height} 像素，"
            f"{picture.size} 字节"
        ),
    )
