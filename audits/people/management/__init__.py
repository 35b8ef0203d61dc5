"""Commands about people and workspaces."""
