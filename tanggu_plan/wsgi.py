import os

from django.core.wsgi import get_wsgi_application

from tanggu_plan.serving.answers.queries import with_known_queries
from tanggu_plan.serving.page_store import with_page_store
from tanggu_plan.serving.unit.admission import with_admission
from tanggu_plan.serving.url_prefix import below_url_prefix

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tanggu_plan.settings")

application = below_url_prefix(
    with_known_queries(with_page_store(with_admission(get_wsgi_application())))
)

from tanggu_plan.identity import demo  # noqa: E402 (needs the apps)

demo.refuse_the_wrong_database()
