"""People: users, workspaces, memberships, invitations, API tokens; roles and access guards."""
