"""What the secretariat sees of its campaign's safety: a change of keys to act upon, the last archive."""

from dataclasses import dataclass
from datetime import datetime

from commission_app.workflow.end_of_campaign import last_archive
from commission_app.workflow.secretariat.rotation import KeyChange, change_to_follow
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class Safekeeping:
    """What « Mise à l’abri » shows."""

    change: KeyChange | None  # until a person puts its follow-up aside
    has_chest: bool  # which a change of keys leaves as it is
    archived: datetime | None


def safekeeping(session: SecretariatSession) -> Safekeeping:
    """Read all of it."""
    return Safekeeping(change_to_follow(session), bool(session.secrets.chest), last_archive(session))
