"""Paper: tagged and archivable PDF documents (PDF/UA-1 and PDF/A-3a), written by ReportLab and finished by pikepdf.

Each document is one function from a frozen value to bytes. ReportLab is used as a page and font writer
only: paragraphs, tables and pages are laid out here, because its own paragraphs read markup in the text,
break lines at narrow no-break spaces and know nothing of tags (PDF.md §3).
"""

import sys
from types import ModuleType

# ReportLab executes `~/.reportlab_mods` and `~/.reportlab_settings` when it finds them: an empty module of
# each name, there first, keeps a file of the person's folder from running inside the application.
for _name in ("reportlab_mods", "reportlab_settings"):
    sys.modules.setdefault(_name, ModuleType(_name))
