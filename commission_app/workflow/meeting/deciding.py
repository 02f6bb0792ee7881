"""The decision of the authorities over the avis of a closed meeting: another object, with its own acts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId, Sha512
from commission_app.scoring.meeting.acts import Act, Opinion
from commission_app.scoring.meeting.decision import (
    Decided,
    DecisionBegun,
    DecisionClosed,
    DecisionFact,
    DecisionState,
    Reserved,
    decision_over,
)
from commission_app.scoring.meeting.state import Phase
from commission_app.workflow.meeting.chain import DECISION, MEETING, chained, keep, meeting_state
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class DecisionLine:
    """One dossier: the avis, what each authority chose, and what is decided."""

    dossier: DossierId
    territory: str
    avis: Opinion
    choices: tuple[tuple[str, Opinion | None, str], ...]  # authority, choice, reason
    decided: Opinion | None
    is_disputed: bool
    reservations: tuple[tuple[str, str], ...]  # authority, text


@dataclass(frozen=True)
class DecisionView:
    """The decision as it stands. Without authorities, the avis is not transmitted yet."""

    is_avis_closed: bool
    authorities: tuple[str, ...]
    lines: tuple[DecisionLine, ...]
    pending: int
    differences: int
    is_final: bool


class Deciding:
    """The acts of the decision over an open session; each is kept at once."""

    def __init__(self, session: SecretariatSession) -> None:
        """Read what is kept. DEL-17 or SIG-01 when its acts no longer follow one another."""
        self._session = session
        kept = chained(session, DECISION)
        self._acts: list[Act[Any]] = [one.act for one in kept]
        self._head: str = kept[-1].sha512 if kept else ""
        self._meeting = meeting_state(session)
        self.state: DecisionState = decision_over(self._meeting, self._acts)

    @property
    def head(self) -> str:
        """Digest of the last act; empty before the first."""
        return self._head

    @property
    def taken(self) -> datetime | None:
        """When the decision became final; None while it is a project."""
        return datetime.fromisoformat(self._acts[-1].at) if self.state.is_final else None

    def begin(self, authorities: tuple[str, ...]) -> None:
        """Transmit the avis. DEL-20 before the close, DEL-23 again, DEC-01 without names."""
        if self._meeting.phase is not Phase.CLOSED:
            raise AppError("DEL-20")
        avis = chained(self._session, MEETING)[-1].sha512
        self.record(DecisionBegun(tuple(name.strip() for name in authorities), Sha512(avis)))

    def record(self, fact: DecisionFact, author: str = "") -> None:
        """Fold, sign and keep one act; nothing is kept of one that is refused."""
        now = self._session.desk.now().isoformat(timespec="seconds")
        who = author or getattr(fact, "authority", "") or "Secrétariat"
        act: Act[DecisionFact] = Act(len(self._acts) + 1, now, who, fact)
        state = decision_over(self._meeting, [*self._acts, act])
        self._head = keep(self._session, DECISION, act, self._head)
        self._acts.append(act)
        self.state = state

    def follow_avis(self) -> None:
        """Let every authority that has not chosen yet follow the avis on every dossier, all or none."""
        before = list(self._acts), self._head, self.state
        try:
            with self._session.database.transaction():
                for authority in self.state.authorities:
                    for dossier, opinion in self.state.avis.items():
                        if (authority, dossier) not in self.state.choices:
                            self.record(Decided(authority, dossier, opinion))
        except BaseException:  # what the database gave up is not remembered here either
            self._acts, self._head, self.state = before
            raise

    def choose(self, authority: str, dossier: DossierId, choice: Opinion, reason: str) -> None:
        """Record the choice of one authority. DEC-01 when it departs from the avis without a reason."""
        self.record(Decided(authority, dossier, choice, reason.strip()))

    def reserve(self, authority: str, dossier: DossierId, text: str) -> None:
        """Record a disagreement beside a common decision."""
        self.record(Reserved(authority, dossier, text.strip()))

    def close(self) -> None:
        """Make the decision final. DEL-22 while authorities disagree."""
        self.record(DecisionClosed())

    def view(self) -> DecisionView:
        """Return the decision as a page shows it."""
        names = {one.id: one.territory.name for one in self._session.dossiers()}
        return DecisionView(
            self._meeting.phase is Phase.CLOSED,
            self.state.authorities,
            tuple(self._line(dossier, names[dossier]) for dossier in self.state.avis),
            len(self.state.pending),
            len(self.state.differences),
            self.state.is_final,
        )

    def _line(self, dossier: DossierId, territory: str) -> DecisionLine:
        state = self.state
        found = [(who, state.choices.get((who, dossier))) for who in state.authorities]
        return DecisionLine(
            dossier,
            territory,
            state.avis[dossier],
            tuple((who, one.choice if one else None, one.reason if one else "") for who, one in found),
            state.decided(dossier),
            state.is_disputed(dossier),
            tuple((one.authority, one.text) for one in state.reservations if one.dossier == dossier),
        )
