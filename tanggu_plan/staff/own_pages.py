"""Base of admins with pages of their own beside Django's."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse


class OwnPages(admin.ModelAdmin):
    def own_pages(self):
        """Return (route, name, view) of each page, named like Django's: <app>_<model>_<name>."""
        return []

    def get_urls(self):
        wrap = self.admin_site.admin_view
        pages = [
            path(at, wrap(view), name=self._named(name)) for at, name, view in self.own_pages()
        ]
        return pages + super().get_urls()

    def address_of(self, name, *args):
        """Return the address of one of the model's pages, its own or Django's."""
        return reverse(f"admin:{self._named(name)}", args=args)

    def _named(self, page):
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

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
