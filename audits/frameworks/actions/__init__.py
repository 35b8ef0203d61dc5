"""What is done with frameworks: versions, and drafts that become versions."""

from audits.frameworks.actions.versions import create_rows, latest, load_built_in, offered, publish

__all__ = ["create_rows", "latest", "load_built_in", "offered", "publish"]
