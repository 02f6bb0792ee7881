"""Paper: tagged and archivable PDF documents, at once PDF/UA-1 and PDF/A-3a.

Each document is one function from a frozen value to bytes. ReportLab writes pages and fonts, pikepdf
finishes the file. Paragraphs, tables and pages are laid out here, because those of ReportLab read markup
in the text, break lines at narrow no-break spaces and know nothing of tags (PDF.md §3).
"""

import sys
from types import ModuleType

# ReportLab executes `~/.reportlab_mods` and `~/.reportlab_settings` when it finds them: an empty module of
# each name, there first, keeps a file of the person's folder from running inside the application.
for _name in ("reportlab_mods", "reportlab_settings"):
    sys.modules.setdefault(_name, ModuleType(_name))
