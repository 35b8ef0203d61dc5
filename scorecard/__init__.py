"""Plumbing of the Django project: settings, root URLs, WSGI. No domain word lives here."""
