"""What the tests of paper need of the machine, and what is left out, said aloud, when it is missing."""

import shutil
from pathlib import Path

import pytest

CHECK_PDF = Path(__file__).resolve().parents[2].parent / "shared" / "tools" / "verapdf" / "check_pdf"
HAS_POPPLER = shutil.which("pdftotext") is not None
HAS_VALIDATOR = CHECK_PDF.is_file() and shutil.which("javac") is not None

collect_ignore = [
    *(() if HAS_VALIDATOR else ("test_validation.py",)),
    *(
        ()
        if HAS_POPPLER
        else (
            "test_candidacy.py",
            "test_candidate_letters.py",
            "test_decided.py",
            "test_documents.py",
            "test_emergency_sheet.py",
            "test_files.py",
            "test_guide.py",
            "test_letter.py",
            "test_ranking.py",
            "test_sheet.py",
            "test_structure.py",
            "test_synthesis.py",
        )
    ),
]


def pytest_report_collectionfinish() -> list[str]:
    """Say which readers of the machine read the printed files."""
    poppler = "poppler reads them back" if HAS_POPPLER else "poppler is absent: content is NOT read back"
    if HAS_VALIDATOR:
        validator = "veraPDF validates them (PDF/UA-1, PDF/A-3a)"
    else:
        missing = "a JDK" if CHECK_PDF.is_file() else "../shared/tools/verapdf"
        validator = f"{missing} is absent: PDF/UA-1 and PDF/A-3a are NOT validated"
    return [f"printed documents: {poppler}; {validator}"]


@pytest.fixture(scope="session")
def check_pdf() -> Path:
    return CHECK_PDF
