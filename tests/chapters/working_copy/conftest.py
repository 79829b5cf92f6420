"""A clerk of the text and a superuser, logged in."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from chapters.models import Section


@pytest.fixture
def clerk(db):
    clerk = User.objects.create_user("wangfang", password="a password", is_staff=True)
    clerk.user_permissions.set(
        Permission.objects.filter(
            codename__in=[
                *(f"{verb}_{name}" for verb in ("view", "change") for name in ("plan", "chapter")),
                *(f"{verb}_section" for verb in ("view", "change", "add", "delete")),
                "view_edition",
            ]
        )
    )
    return clerk


@pytest.fixture
def clerk_client(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def section(plan):
    return Section.objects.get(chapter__plan=plan, chapter__number=2, number=3)


@pytest.fixture
def fang(client, make_staff):
    client.force_login(make_staff("wangfang", "编辑"))
    return client


@pytest.fixture
def hua(make_staff):
    client = Client()
    client.force_login(make_staff("lihua", "编辑"))
    return client
