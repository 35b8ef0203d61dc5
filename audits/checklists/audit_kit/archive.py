"""The kit as files by name, and as one archive whose bytes depend on nothing but them."""

import io
import zipfile
from collections.abc import Iterable, Mapping

from audits.checklists.audit_kit.blanks import finding_template, incident_template
from audits.checklists.audit_kit.papers import csv_of, markdown_of
from audits.checklists.audit_kit.recipes import SQL, probes, recipe, reconciliation
from audits.checklists.document import Checklist
from audits.connectors.models import Connector

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive can hold: with the real one, no two archives would be equal."""
READABLE = 0o644 << 16


def recipes(zone: str, connectors: Iterable[Connector]) -> dict[str, str]:
    """What is not a checklist, by its name in the kit."""
    return {
        **{f"sql/{name}": reconciliation(name, zone) for name in SQL.values()},
        "probes.sh": probes(connectors),
        "templates/incident.md": incident_template(),
        "templates/finding.md": finding_template(),
    }


def kit_files(checklists: Iterable[Checklist], zone: str, connectors: Iterable[Connector]) -> dict[str, str]:
    """Every file of the kit."""
    found = {"README.md": recipe("README.md"), **recipes(zone, connectors)}
    for checklist in checklists:
        found[f"checklists/{checklist.slug}.md"] = markdown_of(checklist)
        found[f"checklists/{checklist.slug}.csv"] = csv_of(checklist)
    return found


def zipped(files: Mapping[str, str], folder: str) -> bytes:
    """The same files make the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = READABLE
            archive.writestr(entry, files[name].encode())
    return out.getvalue()
