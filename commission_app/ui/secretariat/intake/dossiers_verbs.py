"""The verbs of « Dossiers » bound to one session."""

from functools import partial

from commission_app.ui.secretariat.eligibility.verbs import eligibility_verbs
from commission_app.ui.secretariat.intake.dossiers_page import DossiersVerbs
from commission_app.workflow.preparation import deposit, intake
from commission_app.workflow.secretariat.dossiers_view import dossiers_view
from commission_app.workflow.secretariat.session import SecretariatSession


def dossiers_verbs(session: SecretariatSession) -> DossiersVerbs:
    """Bind the workflow's verbs to one session."""
    return DossiersVerbs(
        partial(dossiers_view, session),
        deposit.open_deposit,
        partial(intake.report_of, session),
        partial(intake.import_deposit, session),
        eligibility_verbs(session),
    )
