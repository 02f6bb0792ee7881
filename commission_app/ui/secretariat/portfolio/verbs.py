"""The verbs of « Sélection » bound to one session of the secretariat."""

from functools import partial

from commission_app.ui.secretariat.portfolio.portfolio_page import PortfolioVerbs
from commission_app.workflow.deliberation import portfolio, portfolio_open, portfolio_proposal
from commission_app.workflow.preparation.candidacies.finances import amount_written
from commission_app.workflow.secretariat.session import SecretariatSession


def portfolio_verbs(session: SecretariatSession) -> PortfolioVerbs:
    """Bind the verbs of the window « Sélection » to one session."""
    return PortfolioVerbs(
        partial(portfolio.start, session),
        portfolio.by_default,
        amount_written,
        portfolio.gaps_of,
        portfolio_proposal.propose,
        portfolio_open.open_seats,
    )
