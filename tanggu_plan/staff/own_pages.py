"""Base of admins with pages of their own beside Django's."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse


class OwnPages(admin.ModelAdmin):
    def viewed(self, request, rows, pk):
        """Return a row to who may look at it. Raises PermissionDenied or Http404."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.found(rows, pk)

    def found(self, rows, pk):
        """Return the row of a primary key as typed. Raises Http404."""
        if not str(pk).isdecimal() or len(str(pk)) > 18:  # no column holds a longer one
            raise Http404
        return get_object_or_404(rows, pk=pk)

    def answer(self, request, template, **context):
        context = self.admin_site.each_context(request) | {"opts": self.opts} | context
        return TemplateResponse(request, template, context)
