"""A panel of three in browsers of their own, at one candidate's scoring screen."""

from tests.browser.scoring import Desk
from tests.evaluations.declaring import clear


class Table:
    """The desks of a panel; each has cookies of its own."""

    def __init__(self, browser, server, candidate):
        self.browser = browser
        self.server = server
        self.candidate = candidate
        self.contexts = []
        self.wrong = []

    def seat(self, actor, *, declared=True):
        """Somebody sits down; errors in their browser's console are kept."""
        context = self.browser.new_context()
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(f"{error} {error.stack}"))
        if declared:
            clear(actor, self.candidate.evaluation)
        return Desk(page, self.server, self.candidate).sign_in(actor)

    def leave(self):
        # No poll may meet the emptied database.
        for context in self.contexts:
            for page in context.pages:
                page.goto("about:blank")
            context.close()
