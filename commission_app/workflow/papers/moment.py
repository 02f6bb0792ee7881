"""What every document speaks of: the meeting and the decision as they stand, read once for all of them."""

from dataclasses import dataclass
from functools import cached_property

from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.acts import Opinion
from commission_app.scoring.meeting.state import Phase
from commission_app.scoring.ranking import RankedDossier
from commission_app.sealing.signed_act import digest
from commission_app.workflow.deliberation.consolidate import consolidation_view, data_digest
from commission_app.workflow.meeting.chain import MEETING, chained
from commission_app.workflow.meeting.deciding import Deciding
from commission_app.workflow.meeting.sitting import Sitting
from commission_app.workflow.preparation.candidacies.candidate_texts import SETTING
from commission_app.workflow.preparation.candidacies.letter_lines import LetterLine, letter_lines
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import ConsolidationView


@dataclass(frozen=True)
class Moment:
    """The meeting and the decision of one campaign at one moment."""

    session: SecretariatSession
    sitting: Sitting
    deciding: Deciding

    @cached_property
    def view(self) -> ConsolidationView:
        """Return the ranking as the page « Consolidation » shows it."""
        return consolidation_view(self.sitting.done, self.session)

    @cached_property
    def digest(self) -> str:
        """Return the digest of the results."""
        return data_digest(self.sitting.done)

    @cached_property
    def avis(self) -> str:
        """Return the digest of the act that closed the meeting; empty while it is not closed."""
        return chained(self.session, MEETING)[-1].sha512 if self.is_closed else ""

    @cached_property
    def letters(self) -> tuple[LetterLine, ...]:
        """Return every letter to the candidates, as they stood at this moment."""
        return letter_lines(self.session)

    @cached_property
    def letters_digest(self) -> str:
        """Return the digest of what letters are made of: one of them changes when anything of it does."""
        kept = self.session.database.settings
        texts = (*kept.under("eligibility:").values(), kept.get(SETTING) or "")
        dossiers = (record.document for record in self.session.database.campaign.dossiers())
        return digest(b"\0".join((*(text.encode() for text in texts), *dossiers)))

    @property
    def is_closed(self) -> bool:
        """Whether the avis is final, and on the ranking as it is."""
        return self.sitting.state.phase is Phase.CLOSED and self.sitting.is_ranking_current

    def place(self, dossier: DossierId) -> str:
        """Write a territory and its département."""
        territory = next(one.territory for one in self.sitting.done.facts.dossiers if one.id == dossier)
        return f"{territory.name} ({territory.departement})"

    def in_order(self, dossiers: tuple[DossierId, ...]) -> tuple[RankedDossier, ...]:
        """Return the lines of the ranking that are about these dossiers."""
        return tuple(row for row in self.sitting.ranking if row.dossier in dossiers)

    def decided(self, choice: Opinion) -> tuple[DossierId, ...]:
        """Return the dossiers decided so, in the order of the ranking."""
        return tuple(row.dossier for row in self.in_order(self.deciding.state.with_choice(choice)))


def moment_of(session: SecretariatSession) -> Moment:
    """Read everything once. DEL-17 or SIG-01 when the acts no longer follow one another."""
    return Moment(session, Sitting(session), Deciding(session))
