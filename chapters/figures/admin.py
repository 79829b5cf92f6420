"""Admin of pictures: upload several files, copy the line that a figure in plan text needs."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.html import format_html

from chapters.figures import storing
from chapters.figures.kinds import LARGEST, MEGABYTES
from chapters.models import Picture
from tanggu_plan.staff.own_pages import OwnPages
from tanggu_plan.staff.read_only import AppendOnly
from tanggu_plan.text.refusals import Refused
from tanggu_plan.text.unseen import shown

MOST_FILES = 20
TOO_MANY = f"一次最多选 {MOST_FILES} 个文件，一个也没有存。请分几次传。"
KNOWN = "“{}”与已有的图片完全相同，没有再存一份。"


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = SeveralFiles

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(TOO_MANY)
        return [super(FilesField, self).clean(each, initial) for each in files or [None]]


class PicturesForm(forms.Form):
    pictures = FilesField(
        label="图片文件",
        allow_empty_file=True,
        widget=SeveralFiles(
            attrs={"accept": "image/png,image/jpeg,image/gif,image/webp,image/bmp,image/tiff"}
        ),
        help_text=(
            f"PNG、JPEG、GIF、WebP、BMP、TIFF，每个不超过 {MEGABYTES} MB，"
            f"一次可以选几个，合起来不超过 20 MB。"
        ),
    )


class PictureAdmin(AppendOnly, OwnPages):
    change_list_template = "admin/chapters/picture/list.html"
    list_display = ["preview", "name", "line_to_copy", "pixels", "uploaded_by", "uploaded_at"]
    list_display_links = ["name"]
    list_select_related = ["uploaded_by"]
    list_per_page = 50
    search_fields = ["name", "sha256"]
    search_help_text = "输入文件名里的几个字。"
    fields = ["preview", "name", "line_to_copy", "pixels", "size", "uploaded_by", "uploaded_at"]
    readonly_fields = ["preview", "line_to_copy", "pixels"]

    def get_queryset(self, request):
        return Picture.objects.described()

    def add_view(self, request, form_url="", extra_context=None):
        """The form; files that are refused are told by name, the others are stored."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = PicturesForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
        refusals = []
        if form.is_valid():
            refusals = self._upload(request, form.cleaned_data["pictures"])
            if not refusals:
                return redirect(self.address_of("changelist"))
        return self.answer(
            request,
            "admin/chapters/picture/add.html",
            title="上传图片",
            form=form,
            refusals=refusals,
        )

    def _upload(self, request, files):
        refusals = []
        for file in files:
            try:
                content = file.read(LARGEST + 1)
                picture, is_new = storing.upload(content, name=file.name, by=request.user)
            except Refused as refusal:
                refusals.append((shown(file.name), refusal))
            else:
                said = "“{}”已经存好。" if is_new else KNOWN
                level = messages.SUCCESS if is_new else messages.WARNING
                self.message_user(request, said.format(picture), level)
        return refusals

    @admin.display(description="图片")
    def preview(self, picture):
        return format_html(
            '<a href="{}"><img class="picture-preview" src="{}" alt="{}" loading="lazy"></a>',
            picture.address,
            picture.smallest,
            f"打开大图：{picture.name}",
        )

    @admin.display(description="抄到正文里的一行")
    def line_to_copy(self, picture):
        return format_html(
            '<input class="picture-line" readonly value="{}" aria-label="{}">',
            picture.line,
            f"{picture.name}的文件行",
        )

    @admin.display(description="像素")
    def pixels(self, picture):
        return f"{picture.width}×{picture.height}"
