"""The built-in checks and checklists as data: every TOML file beside this one."""
