"""Evidence of one vendor: pictures and files with their hashes, and what was withdrawn (R022, R071)."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from audits.evaluations.comparison.shapes import CandidateView, ExhibitView
from audits.reports.presenting import wording
from audits.reports.presenting.material import Material
from audits.scoring.framework import Framework

PICTURE = "evidence:"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence; `picture` is the address of its thumbnail, blank without one."""

    code: str
    name: str
    picture: str
    alt: str
    place: str
    about: tuple[str, ...]
    url: str
    sha256: str
    withdrawn: str


@dataclass(frozen=True, slots=True)
class EvidenceList:
    pictures: tuple[Piece, ...]
    files: tuple[Piece, ...]
    """Files without a picture, and links."""
    withdrawn: tuple[Piece, ...]


def picture_address(evidence_id: object) -> str:
    return f"{PICTURE}{evidence_id}"


def evidence_list(candidate: CandidateView, material: Material) -> EvidenceList:
    pieces = [piece(one, material) for one in candidate.exhibits]
    standing = [one for one in pieces if not one.withdrawn]
    return EvidenceList(
        pictures=tuple(one for one in standing if one.picture),
        files=tuple(one for one in standing if not one.picture),
        withdrawn=tuple(one for one in pieces if one.withdrawn),
    )


def piece(exhibit: ExhibitView, material: Material) -> Piece:
    has_picture = exhibit.evidence_id in (material.pictures or ())
    expects_picture = material.pictures is not None and exhibit.has_thumbnail and exhibit.is_standing
    words = {"code": exhibit.code, "name": exhibit.name}
    return Piece(
        code=exhibit.code,
        name=exhibit.name,
        picture=picture_address(exhibit.evidence_id) if has_picture else "",
        alt=_("Evidence %(code)s: %(name)s") % words,
        place=place(exhibit, material.framework),
        about=about(exhibit, material.zone, lacks_picture=expects_picture and not has_picture),
        url=exhibit.url,
        sha256=exhibit.sha256,
        withdrawn=withdrawal(exhibit, material.zone),
    )


def place(exhibit: ExhibitView, framework: Framework) -> str:
    title = framework.dimension(exhibit.dimension).title
    return f"{exhibit.question.upper()}, {title}" if exhibit.question else title


def about(exhibit: ExhibitView, zone: ZoneInfo, *, lacks_picture: bool) -> tuple[str, ...]:
    """What it is and when it was so, in short lines."""
    lines = [_("as of %(day)s") % {"day": wording.day(exhibit.effective_on)}]
    if exhibit.proof:
        lines.append(wording.proof(exhibit.proof))
    if exhibit.clarification:
        lines.append(_("sent by the vendor with %(code)s") % {"code": exhibit.clarification})
    if minute := wording.minute(exhibit.demo_second):
        lines.append(_("demo %(minute)s") % {"minute": minute})
    kind = " ".join(part for part in (exhibit.media_type, wording.size(exhibit.size)) if part)
    if exhibit.width and exhibit.height:
        kind += f", {exhibit.width} × {exhibit.height}"
    if kind:
        lines.append(kind)
    if lacks_picture:
        lines.append(_("not shown: the stored picture is missing or is not the one taken in"))
    lines.append(_("added by %(stamp)s") % {"stamp": wording.stamp(exhibit.uploaded, zone)})
    return tuple(lines)


def withdrawal(exhibit: ExhibitView, zone: ZoneInfo) -> str:
    """Who withdrew it, when and why; blank while it stands."""
    if exhibit.withdrawn is None:
        return ""
    words = {"stamp": wording.stamp(exhibit.withdrawn, zone), "reason": exhibit.withdrawal_reason}
    return _("Withdrawn by %(stamp)s: %(reason)s") % words
