"""What a dossier lacks, or cannot be read of it, blocks an import until a person goes on without it.

A dossier that is incomplete must not reach its readers unnoticed, nor one bad file hold back all the others.
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePosixPath

from commission_app.dossiers.questions import Answers, Choice, IntakeProblem, Question
from commission_app.texts import count_fr

GAPS = ("IDX-10", "IDX-17", "IDX-35", "IDX-41", "PIE-05", "PIE-06")
GAP = "manque:"  # of a question whose faults are told one by one
WITHOUT = "sans"
CONVERSION, CONVERTED, LEFT_ASIDE = "conversion", "convertir", "laisser"
FEW = 4


def accepted_gaps(
    problems: Sequence[IntakeProblem], answers: Answers
) -> tuple[tuple[IntakeProblem, ...], tuple[Question, ...]]:
    """Return the problems, accepted ones turned into facts, and a question for each dossier with gaps."""
    told: list[IntakeProblem] = []
    missing: dict[str, list[str]] = defaultdict(list)
    for problem in problems:
        dossier = str(problem.facts.get("dossier", ""))
        if problem.code in GAPS and dossier:
            name = PurePosixPath(str(problem.facts["file"])).name
            if name not in missing[dossier]:
                missing[dossier].append(name)
            if answers.get(gap_id(dossier)) == WITHOUT:
                told.append(IntakeProblem("IDX-39", {"dossier": dossier, "file": name}))
                continue
        told.append(problem)
    unique = list(dict.fromkeys((each.code, tuple(sorted(each.facts.items()))) for each in told))
    settled = tuple(IntakeProblem(code, dict(facts)) for code, facts in unique)
    return settled, tuple(_question(dossier, names) for dossier, names in missing.items())


def gap_id(dossier: str) -> str:
    """Return the identifier of the question about what a dossier lacks."""
    return f"{GAP}{dossier}"


def conversion_question(documents: Sequence[str]) -> Question:
    """Ask whether office documents are turned into PDF: that writes them in clear for a moment."""
    one, many = "pièce est un texte ou un tableau", "pièces sont des textes ou des tableaux"
    counted = count_fr(len(documents), one, many)
    return Question(
        CONVERSION,
        f"{counted}, dont « {PurePosixPath(documents[0]).name} ». LibreOffice peut en faire un PDF : le "
        "temps de la conversion, une copie en clair est dans un dossier temporaire, puis effacée.",
        (Choice(CONVERTED, "Convertir en PDF"), Choice(LEFT_ASIDE, "Laisser de côté")),
    )


def _question(dossier: str, names: Sequence[str]) -> Question:
    listed = ", ".join(f"« {name} »" for name in names[:FEW]) + (" …" if len(names) > FEW else "")
    counted = count_fr(len(names), "fichier manque ou ne se lit pas", "fichiers manquent ou ne se lisent pas")
    words = f"Dossier {dossier} : {counted}, {listed}."
    return Question(gap_id(dossier), words, (Choice(WITHOUT, "L’importer sans"),))
