"""Addresses that open a new issue in Jira or Linear with a finding's record filled in.

Nothing is sent: the person's own browser opens the tracker's form. Addresses are kept short enough for every
browser and proxy; what does not fit is cut where everybody sees it.
"""

from urllib.parse import quote

from django.utils.translation import gettext as _

from audits.people.models import Workspace

LONGEST = 2000
TITLE_ROOM = 600
"""Signs of an address: for all of it, and for the title alone."""
JIRA_PATH = "/secure/CreateIssueDetails!init.jspa"
LINEAR = "https://linear.app/new"


def jira_address(workspace: Workspace, title: str, text: str, *, record: str) -> str:
    """The filled-in form of the workspace's Jira, or nothing when it has none."""
    if not workspace.jira_url:
        return ""
    place = f"pid={workspace.jira_project}&issuetype={workspace.jira_issue_type}"
    start = f"{workspace.jira_url}{JIRA_PATH}?{place}&summary={titled(title)}&description="
    return start + fitted(text, LONGEST - len(start), record)


def linear_address(title: str, text: str, *, record: str) -> str:
    """Linear asks which team it is for."""
    start = f"{LINEAR}?title={titled(title)}&description="
    return start + fitted(text, LONGEST - len(start), record)


def titled(title: str) -> str:
    line = " ".join(title.split())
    start = beginning(line, TITLE_ROOM)
    return escaped(start if start == line else f"{start}…")


def fitted(text: str, room: int, record: str) -> str:
    """The escaped text, or as much of it as there is room for and a line that says where the rest is."""
    whole = escaped(text)
    if len(whole) <= room:
        return whole
    ending = escaped("\n\n" + _("(Cut here. The whole record: %(address)s)") % {"address": record})
    return escaped(beginning(text, room - len(ending))) + ending


def beginning(text: str, room: int) -> str:
    """The longest beginning whose escaped form fits, never half a character."""
    for place, char in enumerate(text):
        room -= len(escaped(char))
        if room < 0:
            return text[:place]
    return text


def escaped(text: str) -> str:
    return quote(text, safe="")
