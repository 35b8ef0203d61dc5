"""The scoring page: what it shows to whom, and what it costs."""

import pytest

from tests.evaluations.scoring_client import address, page

pytestmark = pytest.mark.django_db


@pytest.mark.covers("R023", "R047")
def test_page_holds_every_dimension_question_and_level(lead, candidate, sign_in):
    html = page(sign_in(lead), candidate)
    assert html.count('class="dim"') == 8
    assert html.count('<article class="q"') == 31
    assert html.count('class="level"') == 48


def test_page_needs_at_most_ten_queries(lead, candidate, sign_in, django_assert_max_num_queries):
    client = sign_in(lead)
    client.get(address(candidate))
    with django_assert_max_num_queries(10):
        client.get(address(candidate))
