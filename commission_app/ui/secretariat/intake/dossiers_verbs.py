"""What the page « Dossiers » asks of the workflow, bound to one session."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from commission_app.ui.secretariat.eligibility.verbs import EligibilityVerbs, eligibility_verbs
from commission_app.ui.tasks import Report
from commission_app.workflow.preparation.candidacies import candidate_letters
from commission_app.workflow.preparation.intake import check_pieces, deposit, intake
from commission_app.workflow.preparation.intake.check_pieces import PiecesCheck
from commission_app.workflow.preparation.intake.deposit import Deposit
from commission_app.workflow.preparation.intake.intake_report import IntakeReport
from commission_app.workflow.secretariat.dossiers_view import DossiersView, dossiers_view
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class DossiersVerbs:
    """What the page asks of the workflow."""

    view: Callable[[], DossiersView]
    open_deposit: Callable[[Sequence[Path], Report], Deposit]
    report: Callable[[Deposit, Mapping[str, str]], IntakeReport]
    import_deposit: Callable[[Deposit, Mapping[str, str], Report], IntakeReport]
    eligibility: EligibilityVerbs
    check: Callable[[Report], PiecesCheck]
    acknowledge: Callable[[Path, Report], tuple[Path, ...]]  # every candidacy that was not, into a folder


def dossiers_verbs(session: SecretariatSession) -> DossiersVerbs:
    """Bind the workflow's verbs to one session."""
    return DossiersVerbs(
        partial(dossiers_view, session),
        deposit.open_deposit,
        partial(intake.report_of, session),
        partial(intake.import_deposit, session),
        eligibility_verbs(session),
        partial(check_pieces.check_pieces, session),
        partial(candidate_letters.write_acknowledgments, session),
    )
