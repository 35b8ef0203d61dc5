"""Where a vendor's candidates stand, across evaluations."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from audits.evaluations.comparison.load import candidate_view
from audits.evaluations.comparison.rows import load_rows
from audits.evaluations.comparison.shapes import CandidateView
from audits.evaluations.models import Candidate


def standings(candidates: Iterable[Candidate]) -> list[tuple[Candidate, CandidateView]]:
    """Each candidate (loaded with its parents) as judged; a few queries per framework version."""
    by_version: dict[int, list[Candidate]] = defaultdict(list)
    ordered = list(candidates)
    for candidate in ordered:
        by_version[candidate.evaluation.framework_id].append(candidate)
    views: dict[UUID, CandidateView] = {}
    for group in by_version.values():
        rows = load_rows([one.pk for one in group], group[0].evaluation.catalog, whole=False)
        views |= {one.pk: candidate_view(one, one.evaluation, rows) for one in group}
    return [(candidate, views[candidate.pk]) for candidate in ordered]
