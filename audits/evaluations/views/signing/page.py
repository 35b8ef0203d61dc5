"""Reading the PDF, then signing or challenging it: the same page for members and for links."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audits.evaluations.actions import signing
from audits.evaluations.comparison.following import state_of
from audits.evaluations.comparison.snapshot import decision_view
from audits.evaluations.forms.signatures import ChallengeForm, SignForm
from audits.evaluations.models import Signature
from audits.evaluations.offers import offered
from audits.evaluations.views.signing.guard import SignerRequest, by_signer, own_signature
from audits.evidence.making import MadeStatus
from audits.http import MemberRequest
from audits.kit.forms import Form
from audits.people import link_access, roles
from audits.people.access import member
from audits.people.actor import Actor


class Desk:
    """Where a signer signs: who they are, and the addresses of this way in."""

    def __init__(self, request: HttpRequest, signature: Signature, actor: Actor, slug: str = "") -> None:
        self.request, self.signature, self.actor = request, signature, actor
        self.prefix, self.args = ("signature", [slug]) if slug else ("signing", [])
        self.offer = offered(signature.decision)

    def at(self, name: str = "") -> str:
        return reverse(f"{self.prefix}{name}", args=[*self.args, self.signature.pk])

    @property
    def sha256(self) -> str:
        """Of the PDF that lies before the signer; blank while it is made."""
        is_made = self.offer is not None and self.offer.status == MadeStatus.DONE
        return self.offer.sha256 if self.offer and is_made else ""

    def page(self, *, sign: SignForm | None = None, challenge: ChallengeForm | None = None) -> HttpResponse:
        """With the form that was refused, whose hash is that of the PDF now before the signer."""
        row, refused = self.signature, sign or challenge
        context: dict[str, Any] = {
            "row": row,
            "state": state_of(row),
            "evaluation": row.decision.evaluation,
            "decision": decision_view(row.decision),
            "offer": self.offer,
            "sign": sign or SignForm(signature=row, sha256=self.sha256),
            "challenge": challenge or ChallengeForm(sha256=self.sha256),
            "desk": self,
            "sign_at": self.at("-sign"),
            "challenge_at": self.at("-challenge"),
            "file_at": self.at("-file"),
            "here": self.at(),
            "nav": "work",
        }
        template = "evaluations/signing/page.html" if self.args else "evaluations/signing/by_link.html"
        return render(self.request, template, context, status=refused.answer_status if refused else 200)

    def sign(self) -> HttpResponse:
        form = SignForm(self.request.POST, signature=self.signature)
        if form.carries_out(lambda: self.signed(form)):
            messages.success(self.request, _("Signed. The hash of the PDF is kept with your name."))
            return redirect(self.at())
        return self.page(sign=self.renewed(form))

    def signed(self, form: SignForm) -> object:
        given = form.cleaned_data
        return signing.sign(
            actor=self.actor,
            signature=self.signature,
            sha256=given["sha256"],
            name=given["name"],
            role=given["role"],
            key=form.key,
        )

    def challenge(self) -> HttpResponse:
        form = ChallengeForm(self.request.POST)
        if form.carries_out(lambda: self.challenged(form)):
            messages.success(self.request, _("Your challenge is on the record and has been passed on."))
            return redirect(self.at())
        return self.page(challenge=self.renewed(form))

    def challenged(self, form: ChallengeForm) -> object:
        given = form.cleaned_data
        return signing.challenge(
            actor=self.actor,
            signature=self.signature,
            sha256=given["sha256"],
            reason=given["reason"],
            key=form.key,
        )

    def renewed(self, form: Any) -> Any:
        """After a refusal the page offers the PDF that stands now, which is to be read anew."""
        if isinstance(form, Form) and form.refused_with:
            sent = form.sent.copy()
            sent["sha256"] = self.sha256
            sent.pop("read", None)
            form.data = sent
        return form


@member(roles.EVERYONE)
@require_GET
def signature(request: MemberRequest, signature: UUID) -> HttpResponse:
    return desk_of(request, signature).page()


@member(roles.EVERYONE)
@require_POST
def signature_sign(request: MemberRequest, signature: UUID) -> HttpResponse:
    return desk_of(request, signature).sign()


@member(roles.EVERYONE)
@require_POST
def signature_challenge(request: MemberRequest, signature: UUID) -> HttpResponse:
    return desk_of(request, signature).challenge()


def desk_of(request: MemberRequest, key: UUID) -> Desk:
    return Desk(request, own_signature(request, key), request.actor, request.actor.workspace_slug)


@by_signer
@require_GET
def by_link(request: SignerRequest) -> HttpResponse:
    return link_desk(request).page()


@by_signer
@require_POST
def by_link_sign(request: SignerRequest) -> HttpResponse:
    return link_desk(request).sign()


@by_signer
@require_POST
def by_link_challenge(request: SignerRequest) -> HttpResponse:
    return link_desk(request).challenge()


@by_signer
@require_POST
def by_link_leave(request: SignerRequest) -> HttpResponse:
    link_access.let_go(request, request.signature)
    return render(request, "evaluations/signing/left.html", {"row": request.signature})


def link_desk(request: SignerRequest) -> Desk:
    return Desk(request, request.signature, signing.actor_of(request.signature))
