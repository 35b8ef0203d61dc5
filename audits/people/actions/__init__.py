"""Changes to people, memberships, invitations, tokens and workspaces, each told to the journal."""
