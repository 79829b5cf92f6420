"""A site of Wagtail with its page cache in front, where Wagtail is installed: a peer to measure by.

Its first page is what the template wagtailcore/page.html in WAGTAIL_TEMPLATES says.
"""

import os

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import include, path


def without_age(get_response):
    """Each answer as long as the one before: put_load counts bytes."""

    def middleware(request):
        response = get_response(request)
        response.headers.pop("Age", None)
        return response

    return middleware


settings.configure(
    SECRET_KEY="only for this benchmark",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    STATIC_URL="/static/",
    WAGTAIL_SITE_NAME="peer",
    WAGTAILADMIN_BASE_URL="http://127.0.0.1",
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["WAGTAIL_DATABASE"],
        }
    },
    INSTALLED_APPS=[
        "wagtail.users",
        "wagtail.documents",
        "wagtail.images",
        "wagtail.admin",
        "wagtail",
        "modelcluster",
        "taggit",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        f"{__name__}.without_age",
        "django.middleware.cache.UpdateCacheMiddleware",
        "django.middleware.gzip.GZipMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.cache.FetchFromCacheMiddleware",
    ],
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [os.environ["WAGTAIL_TEMPLATES"]],
            "APP_DIRS": True,
        }
    ],
)
django.setup()
urlpatterns = [path("", include("wagtail.urls"))]
application = get_wsgi_application()

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
