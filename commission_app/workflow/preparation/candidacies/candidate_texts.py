"""The texts of the campaign that letters to candidates print as they are: who writes, what the law asks.

They belong to the secretariat, which edits them. Only what silence means has words to begin with (DOMAINE.md
§3.3); the ways and time limits of an appeal have none: without them a letter of inadmissibility is a project.
"""

from typing import Final

import msgspec

from commission_app.errors import AppError
from commission_app.sealing.salted_texts import well_formed
from commission_app.workflow.secretariat.session import SecretariatSession

SETTING: Final = "candidate_texts"
LONGEST: Final = 4000
DAYS: Final = (1, 90)
SILENCE: Final = (
    "Le silence gardé pendant deux mois sur une demande financière vaut rejet "
    "(code des relations entre le public et l’administration, article L231-4, 3°)."
)


class CandidateTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the secretariat wrote once for every letter. Texts may hold line breaks."""

    office: str = ""  # the service in charge, its address and its e-mail
    signatory: str = ""  # of the secretariat: first name, name, quality
    chair: str = ""  # who signs inadmissibilities
    silence: str = SILENCE
    appeals: str = ""  # ways and time limits, for an inadmissibility
    reply_days: int = 15  # given to send a missing piece


def candidate_texts(session: SecretariatSession) -> CandidateTexts:
    """Return the texts of the campaign. DSK-04 when they were damaged."""
    kept = session.database.settings.get(SETTING)
    try:
        return CandidateTexts() if kept is None else msgspec.json.decode(kept.encode(), type=CandidateTexts)
    except msgspec.MsgspecError as error:
        raise AppError("DSK-04") from error


def write_candidate_texts(session: SecretariatSession, texts: CandidateTexts) -> None:
    """Keep the texts in the place of the former ones. REC-08 for one too long, or a delay that is none."""
    words = {name: well_formed(getattr(texts, name)).strip() for name in _WORDS}
    if max(map(len, words.values())) > LONGEST or not DAYS[0] <= texts.reply_days <= DAYS[1]:
        raise AppError("REC-08", longest=LONGEST, most=DAYS[1])
    clean = CandidateTexts(**words, reply_days=texts.reply_days)
    if clean != candidate_texts(session):
        with session.database.transaction():
            session.database.settings.put(SETTING, msgspec.json.encode(clean).decode())
            session.log("candidate_texts", {})


_WORDS: Final = ("office", "signatory", "chair", "silence", "appeals")
