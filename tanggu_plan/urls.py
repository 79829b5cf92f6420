from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from chapters.handbook import handbook
from chapters.sitemaps import PlanSitemap
from chapters.text_views import TRADITIONAL
from indicators.sitemaps import CommitmentSitemap, IndicatorSitemap
from tanggu_plan.health import healthz
from tanggu_plan.identity_page import identity_page
from tanggu_plan.robots import favicon, robots

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
    path("healthz", healthz, name="healthz"),
    path(
        "sitemap.xml",
        sitemap,
        {
            "sitemaps": {
                "chapters": PlanSitemap,
                "indicators": IndicatorSitemap,
                "commitments": CommitmentSitemap,
            }
        },
        name="sitemap",
    ),
    path("", include("indicators.urls")),
    path("", include("chapters.urls")),
    path("", include("chapters.traditional_urls", namespace=TRADITIONAL)),
]

handler404 = "tanggu_plan.errors.not_found"
handler500 = "tanggu_plan.errors.server_error"
