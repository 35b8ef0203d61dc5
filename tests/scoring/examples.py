"""Values the scoring tests share: the three bands, short ways to write answers, random inputs."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from audits.scoring.objects import ObjectState
from audits.scoring.score import CandidateScore, DimensionInput, Given, Proof, Verdict, score_candidate


@dataclass(frozen=True, slots=True)
class Band:
    slug: str
    min: int
    max: int


BANDS = (Band("strong", 34, 40), Band("partial", 24, 33), Band("surface", 0, 23))

OPEN = Given()
SAID = Given(Verdict.STRONG, Proof.CLAIMED)
HALF_SAID = Given(Verdict.PARTIAL, Proof.CLAIMED)
SANDBOXED = Given(Verdict.STRONG, Proof.SANDBOX)
SEEN = Given(Verdict.STRONG, Proof.PRODUCTION)
HALF_SEEN = Given(Verdict.PARTIAL, Proof.PRODUCTION)
OURS = Given(Verdict.STRONG, Proof.OWN_ORG)
REFUSED = Given(Verdict.NONE, Proof.CLAIMED)

givens = st.builds(
    Given,
    verdict=st.none() | st.sampled_from(Verdict),
    proof=st.none() | st.sampled_from(Proof),
)
given_lists = st.lists(givens, min_size=1, max_size=6)
ticks = st.none() | st.booleans()
object_lists = st.lists(
    st.builds(
        ObjectState[str],
        crm=st.sampled_from(["hubspot", "salesforce"]),
        object=st.sampled_from(["account", "activity", "contact", "deal", "lead"]),
        read=ticks,
        write=ticks,
        waiver=st.none() | st.just("waived by the lead"),
    ),
    max_size=8,
    unique_by=lambda state: (state.crm, state.object),
)


def points_lists(most_unscored: int = 8):
    """Eight dimensions' points; at most so many of them unscored."""
    points = st.lists(st.none() | st.integers(0, 5), min_size=8, max_size=8)
    return points.filter(lambda values: values.count(None) <= most_unscored)


def dimensions(points, answers=(OPEN,)):
    """One dimension for each of these points, all with the same answers."""
    return [DimensionInput(f"dimension-{index}", value, answers) for index, value in enumerate(points)]


def spread_points(total):
    """Eight whole points from 0 to 5 that add up to a total."""
    return [min(5, max(0, total - 5 * index)) for index in range(8)]


def scored(
    points: Sequence[int | None],
    answers: Sequence[Given] = (OPEN,),
    objects: Sequence[ObjectState[str]] = (),
) -> CandidateScore[str]:
    """A candidate with these points under the three bands."""
    return score_candidate(dimensions(points, answers), BANDS, objects)
