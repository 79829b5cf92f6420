"""An audit log of five entries, and its reader."""

import pytest

from tanggu_plan import audit
from tanggu_plan.audit import Action
from tanggu_plan.models import AuditEntry
from tests.tanggu_plan.audit.log import unguarded


@pytest.fixture
def entries(db):
    """Five entries on an empty record."""
    with unguarded():
        AuditEntry.objects.all().delete()
    return [
        audit.append(Action.EDIT, actor="王芳", subject=f"第{n}节", details="修改")
        for n in range(1, 6)
    ]


@pytest.fixture
def auditor_client(client, make_staff, entries):
    client.force_login(make_staff("shenji", "审计"))
    return client
