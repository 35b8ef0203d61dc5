"""My work: everything one person has to do, over every app's querysets and actions."""
