"""Addresses of feedback letters."""

from django.urls import path

from audits.evaluations.views import letters

CANDIDATE = "w/<slug:workspace>/candidates/<uuid:candidate>"

urlpatterns = [
    path(f"{CANDIDATE}/letter/", letters.candidate_letter, name="candidate-letter"),
    path(f"{CANDIDATE}/letter/draft", letters.letter_draft, name="letter-draft"),
    path(f"{CANDIDATE}/letter/sent", letters.letter_sent, name="letter-sent"),
    path(f"{CANDIDATE}/letter.md", letters.letter_markdown, name="letter-markdown"),
    path(f"{CANDIDATE}/letter.docx", letters.letter_docx, name="letter-docx"),
]
