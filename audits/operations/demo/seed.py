"""Fills the demo workspaces, as its people would have: through the product's own actions."""

from django.db import transaction

from audits.operations.demo import people


@transaction.atomic
def seed() -> str:
    """Both workspaces with everything in them, or nothing; returns the people's password."""
    password = people.new_password()
    people.make_people(password)
    return password
