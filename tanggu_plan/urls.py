from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from chapters.reading.scripts import TRADITIONAL
from tanggu_plan.identity.views import identity_page
from tanggu_plan.pages.handbook import handbook
from tanggu_plan.pages.sitemaps import PublicPages
from tanggu_plan.serving.robots import favicon, robots

urlpatterns = [
    path(f"{settings.ADMIN_PATH}handbook/", admin.site.admin_view(handbook), name="handbook"),
    path(
        f"{settings.ADMIN_PATH}site-identity/",
        admin.site.admin_view(identity_page),
        name="site_identity",
    ),
    path(settings.ADMIN_PATH, admin.site.urls),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", favicon, name="favicon"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PublicPages}}, name="sitemap"),
    path("", include("indicators.urls")),
    path("", include("tanggu_plan.pages.urls")),
    path("", include("tanggu_plan.pages.traditional_urls", namespace=TRADITIONAL)),
]

handler500 = "tanggu_plan.staff.not_stored.server_error_or_not_stored"
