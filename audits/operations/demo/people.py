"""The demo's workspaces and people, and the one password they share."""

import secrets

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from audits.people.actor import Actor
from audits.people.history import tell
from audits.people.models import Membership, User, Workspace
from audits.people.roles import Role

DOMAIN = "demo.example"
ZONE = "Europe/Berlin"
WORKSPACES = {"demo": "Halden Supply, RevOps", "rival": "Corvane Tools"}
# Workspace, first part of the address, name, role.
PEOPLE = [
    ("demo", "admin", "Hanna Brandt", Role.ADMIN),
    ("demo", "lead", "Dana Okafor", Role.LEAD),
    ("demo", "panel1", "Priya Nair", Role.PANELIST),
    ("demo", "panel2", "Marek Holt", Role.PANELIST),
    ("demo", "procurement", "Sofia Lind", Role.PROCUREMENT),
    ("demo", "owner1", "Ana Bergman", Role.OWNER),
    ("demo", "owner2", "Tomas Reyes", Role.OWNER),
    ("rival", "rival-lead", "Ines Caro", Role.LEAD),
]
Cast = dict[str, Actor]


def address(first: str) -> str:
    return f"{first}@{DOMAIN}"


def make_people(password: str) -> Cast:
    """Both workspaces with their people; returns the actors by the first part of their address."""
    workspaces = {
        slug: Workspace.objects.create(slug=slug, name=name, timezone=ZONE, is_demo=True)
        for slug, name in WORKSPACES.items()
    }
    # Argon2 takes its time on purpose; the password is the same, so it is hashed once.
    hashed = make_password(password)
    return {first: join(workspaces[slug], first, name, role, hashed) for slug, first, name, role in PEOPLE}


def join(workspace: Workspace, first: str, name: str, role: str, hashed: str) -> Actor:
    user = User.objects.create(email=address(first), name=name, password=hashed)
    membership = Membership.objects.create(workspace=workspace, user=user, role=role)
    tell("member.joined", workspace_id=workspace.pk, actor_id=user.pk, subject=user.pk, after=role)
    return Actor.of(membership)


def demo_users() -> list[User]:
    """The demo people who are here."""
    return list(User.objects.filter(email__in=[address(first) for _, first, _, _ in PEOPLE]))


def new_password() -> str:
    """DEMO_PASSWORD, or a random one that only its printed line will ever show."""
    return settings.DEMO_PASSWORD or secrets.token_urlsafe(12)


def take_over_password(password: str) -> None:
    """Gives the demo people this password where they have another."""
    users = demo_users()
    if users and not check_password(password, users[0].password):
        User.objects.filter(pk__in=[user.pk for user in users]).update(password=make_password(password))


def sign_in_lines() -> list[str]:
    """How to sign in to the demo, when it is here."""
    if not Workspace.objects.filter(slug="demo", is_demo=True).exists():
        return []
    known = "set in DEMO_PASSWORD" if settings.DEMO_PASSWORD else "printed when the demo was made"
    others = ", ".join(first for slug, first, _, _ in PEOPLE if slug == "demo" and first != "lead")
    return [f"Demo sign-in: {address('lead')} (or {others}), with the password {known}"]
