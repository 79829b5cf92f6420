import os
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from chapters import plantext
from chapters.editions import publishing
from chapters.models import Plan, Section
from chapters.pdf import cutting, rendering
from chapters.working_copy.rows import store
from tests.counts import counted
from tests.kept_pdf import rendered_once

# A busy machine is not a failing test; CI takes the same examples each time, a desk takes new ones.
hypothesis.settings.register_profile(
    "portal",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize="CI" in os.environ,
    max_examples=counted(100),
)
hypothesis.settings.load_profile("portal")

NEEDS_A_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup", "database_url"}
FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SHORTEST_PDF = 10_000  # bytes; what only stands in for one is shorter
ERRATA = FIXTURES / "tanggu-2021-2025.errata.csv"


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL leave out what needs no database: it has run where SQLite is tested.

    A test that touched the database without these fixtures or the mark would fail there.
    """
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        left_out = [item for item in items if not _needs_a_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _needs_a_database(item)]


def _needs_a_database(item):
    return item.get_closest_marker("django_db") or NEEDS_A_DATABASE & set(item.fixturenames)


@pytest.fixture(scope="session", autouse=True)
def _settings_for_tests():
    """Serve static files from their folders: nothing has to be collected before a test runs."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
        STORAGES=settings.STORAGES | {"staticfiles": plain},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # quick
        SEARCHES_A_MINUTE=1_000_000,
        PDF_SECONDS=600,  # of a busy machine
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def _equal_files_are_cut_once():
    """Cutting is done once for each PDF; what only stands in for one has no chapters."""
    chapters_in, cut = cutting.chapters_in, cutting.cut

    @cache
    def chapters_of(content):
        return chapters_in(content) if len(content) > SHORTEST_PDF else []

    @cache
    def chapter_of(content, number):
        if len(content) < SHORTEST_PDF:
            raise KeyError(number)
        return cut(content, number)

    with pytest.MonkeyPatch.context() as patch:
        chapters_of.without_keeping, chapter_of.without_keeping = chapters_in, cut
        patch.setattr(cutting, "chapters_in", chapters_of)
        patch.setattr(cutting, "cut", chapter_of)
        yield


@pytest.fixture(scope="session")
def tanggu():
    """The Document of the real plan."""
    reading = plantext.read((FIXTURES / "tanggu-2021-2025.md").read_text("utf-8"))
    assert not reading.refusals
    return reading.document


@pytest.fixture(scope="session")
def tanggu_pdf(tanggu):
    """The real PDF of the real plan."""
    return rendered_once(tanggu, edition_number=1)


# What the database holds when a test begins, by the fixture that asks for it; the most comes first.
STORED = ("edition", "plan")


def pytest_generate_tests(metafunc):
    """Tell `stored` what the test asks for, without a trace in the test's name."""
    asked = [name for name in STORED if name in metafunc.fixturenames and not _commits(metafunc)]
    metafunc.parametrize(
        "stored", [asked[0] if asked else None], ids=[pytest.HIDDEN_PARAM], indirect=True
    )


def _commits(metafunc):
    return {"live_server", "transactional_db"} & set(metafunc.fixturenames)


@pytest.fixture(scope="session", autouse=True)
def stored(request):
    """What the database holds when a test begins: nothing, the plan, or the plan with edition 1.

    A worker stores it once for all tests that ask for the same: pytest runs those one after the
    other, and this transaction is around them; the transaction of a test is a savepoint in it.
    A test that commits begins with nothing, and its fixtures store what it asks for. A fixture
    that keeps a transaction of its own open for several tests asks for `stored` first.
    """
    if request.param is None:
        yield
        return
    request.getfixturevalue("django_db_setup")
    with request.getfixturevalue("django_db_blocker").unblock(), transaction.atomic():
        plan = store(request.getfixturevalue("tanggu"))
        if request.param == "edition":
            publish(plan, request.getfixturevalue("tanggu_pdf"))
        yield
        transaction.set_rollback(True)


def publish(plan, its_pdf):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "render", lambda document, **_: its_pdf)
        return publishing.publish_original(plan)


@pytest.fixture
def only_package_fonts(settings, tmp_path):
    """A machine that has neither the office's faces nor Fandol."""
    settings.PDF_FANDOL_DIR = tmp_path
    settings.PDF_FONTS_DIR = ""


@pytest.fixture
def plan(db, stored, tanggu):
    """The real plan as a working copy."""
    return Plan.objects.first() or store(tanggu)


@pytest.fixture
def edition(plan, tanggu_pdf, monkeypatch):
    """The real plan published as edition 1; further editions get its PDF."""
    edition = plan.editions.first() or publish(plan, tanggu_pdf)
    monkeypatch.setattr(rendering, "render", lambda document, **_: tanggu_pdf)
    return edition


@pytest.fixture
def make_staff(db, django_user_model):
    """Return a function that makes an account with the roles named."""

    def make(name, *names_of_roles):
        user = django_user_model.objects.create_user(
            name, password=f"{name}-密码-2026", is_staff=True
        )
        user.groups.set(Group.objects.filter(name__in=names_of_roles))
        return user

    return make


@pytest.fixture
def editor(make_staff):
    return make_staff("bianji", "编辑")


@pytest.fixture
def reviewer(make_staff):
    return make_staff("shenhe", "审核")


@pytest.fixture
def publisher(make_staff):
    return make_staff("fabu", "发布")


@pytest.fixture
def recorder(make_staff):
    return make_staff("jilu", "数据")


@pytest.fixture
def confirmer(make_staff):
    return make_staff("queren", "数据")


@pytest.fixture
def as_user(client):
    """Return a function that makes the client that user's."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def chief_client(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("chief"))
    return client


@pytest.fixture
def errata(plan, capsys):
    """The real plan's errata, as imported."""
    call_command("import_errata", ERRATA, plan.slug)
    capsys.readouterr()
    return plan.errata


@pytest.fixture
def publish_working_copy(edition, editor, reviewer, publisher):
    """Return a function that proposes, approves and publishes the working copy."""

    def publish(note="按印本更正。", kind="CORRECTION"):
        proposed = publishing.propose(edition.plan, by=editor, kind=kind, note=note)
        return publishing.publish(publishing.approve(proposed, by=reviewer), by=publisher)

    return publish


@pytest.fixture
def publish_change(publish_working_copy):
    """Return a function that publishes the plan with other words for some of its text."""

    def publish(old="脱贫摘帽", new="脱贫致富", **proposal):
        section = Section.objects.get(text__contains=old)
        section.text = section.text.replace(old, new)
        section.save()
        return publish_working_copy(**proposal)

    return publish
