"""Mails to people outside: their language, their link, and none once it is dead."""

import pytest
from django.template.loader import get_template

from audits.evaluations.actions import clarifications as buyer
from audits.kit.languages import Language
from audits.notices.letters import Unwanted
from audits.notices.outside import ASKED, RECEIVED, SIGN
from audits.notices.payloads import ClarificationAsked, ClarificationReceived, SignatureAsked
from audits.people.models import User
from tests.evaluations.clarification_scenes import EMAIL, ask, fresh, mailed, send

pytestmark = pytest.mark.django_db


def test_every_language_has_every_text_and_subject():
    occasions = {"asked", "reminded", "extended"}
    assert set(ASKED) == set(RECEIVED) == set(SIGN) == set(Language.values)
    assert all(set(subjects) == occasions for subjects in ASKED.values())
    assert all(set(subjects) == {"asked", "reminded", "replied"} for subjects in SIGN.values())
    for kind in (ClarificationAsked, ClarificationReceived, SignatureAsked):
        for language in Language.values:
            get_template(f"notices/mail/outside/{kind.template}.{language}.txt")


@pytest.mark.parametrize("language", Language.values)
def test_a_text_leaves_no_name_unfilled(lead, candidate, language):
    row = ask(lead, candidate, language=language)
    send(row, sd_1="All six & <more>.")
    for kind in ("clarification.asked", "clarification.received"):
        mail = mailed(kind)
        words = f"{mail.subject}\n{mail.body}"
        assert "{{" not in words and "%(" not in words and "None" not in words
        assert "Halden Supply" in words and "Pipetap" in words and row.address in words
    assert "> All six & <more>." in str(mail.body)


def test_a_copy_arrives_although_the_link_was_taken_back_since(lead, candidate):
    row = ask(lead, candidate)
    send(row, sd_1="All six.")
    buyer.revoke(actor=lead, clarification=fresh(row))
    body = str(mailed("clarification.received").body)
    assert "> All six." in body and "://" not in body


def test_nobody_with_a_closed_account_is_written_to(lead, candidate):
    ask(lead, candidate)
    User.objects.filter(email=EMAIL).update(is_active=False)
    with pytest.raises(Unwanted, match="closed"):
        mailed("clarification.asked")


def test_their_mails_obey_no_switch_of_a_profile(lead, candidate):
    ask(lead, candidate)
    User.objects.filter(email=EMAIL).update(wants_assigned_mail=False)
    assert mailed("clarification.asked").to == [EMAIL]
