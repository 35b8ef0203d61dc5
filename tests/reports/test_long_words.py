"""A word of 20,000 letters must not keep a report from being made."""

import html

import pytest

from audits.evaluations.models import Evaluation
from audits.people.actor import Actor
from audits.reports.long_words import BREAK, LONGEST, PIECE, broken
from audits.reports.render import document_of
from tests import factories
from tests.reports.reading import ask, loaded
from tests.reports.scene import save


@pytest.mark.parametrize("letter", ["W", "<", "&", "'", "\u05e9", "\U0001f600"])
def test_a_long_word_is_broken_into_pieces_and_loses_nothing(letter: str) -> None:
    word = letter * 20_000
    text = html.unescape(broken(f"<p>{html.escape(word)}</p>"))
    assert text.replace(BREAK, "") == f"<p>{word}</p>"
    assert max(map(len, text.split(BREAK))) <= PIECE + len("<p></p>")


def test_words_of_usual_length_and_addresses_stay_as_they_are() -> None:
    link = f'<a href="https://a.example/{"x" * 2000}">{"a" * (LONGEST - 1)} &amp; {"b" * 64}</a>'
    assert broken(link) == link


@pytest.mark.django_db
def test_the_document_of_a_report_has_no_endless_word(lead: Actor, evaluation: Evaluation) -> None:
    candidate = factories.candidate_of(evaluation)
    save(lead, candidate, evaluation.document.question("st-1"), {"note": "W" * 20_000})
    made = document_of(loaded(ask(lead, evaluation, "candidate", candidate))).html
    assert "W" * PIECE in made and "W" * (PIECE + 1) not in made
