"""How a member contests a fact of the secretariat: words of a remark, found again when the fiche comes."""

from commission_app.scoring.dossier import RecordedFact

ARROW = "→"


def contestation(fact: RecordedFact) -> str:
    """Return the words that begin, in a remark, what a member answers to a fact."""
    return f"Relevé contesté — {fact.label} : {fact.value} {ARROW}"


def answer_in(remark: str, fact: RecordedFact) -> str | None:
    """Return what a remark answers to a fact, to the end of its line; None when it does not contest it."""
    _, found, after = remark.partition(contestation(fact))
    return after.split("\n", 1)[0].strip() if found else None
