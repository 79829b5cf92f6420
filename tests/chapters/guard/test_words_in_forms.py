"""Words that a form refuses as personal data: quoted, to be found and, if right, let through."""

import pytest
from django.core.exceptions import ValidationError

from chapters.guard import checking
from tests.personal_data import IDENTITY_NUMBER

pytestmark = pytest.mark.django_db


def test_a_form_quotes_the_words_that_it_refuses(edition):
    edition.note = f"第一段。\n联系人身份证{IDENTITY_NUMBER}。"

    with pytest.raises(ValidationError) as refusal:
        checking.validate(edition)

    (message,) = refusal.value.message_dict["note"]
    assert message.startswith(f"“{IDENTITY_NUMBER}”：身份证号码是个人信息")
    assert "误报放行" in message
