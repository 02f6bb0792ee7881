"""Texts for the secretariat's own mail program: to ask a member for their fiche, or for it again.

The application sends nothing: the text is copied whole, with whom it is for, to be pasted and reread.
"""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from commission_app.texts import date_time_fr, list_fr, typeset
from commission_app.workflow.secretariat.views import MemberProgress, ReceivedFile

LAST_LOT = frozenset({"FIC-05", "FIC-06", "FIC-10", "FIC-14"})  # marked on another lot than the member's last


def ask_again(file: ReceivedFile) -> str:
    """Return the text that asks the member of a refused fiche for another one."""
    tr = QCoreApplication.translate
    why = {
        "FIC-10": tr("MemberLetter", "Elle a été notée avec une autre grille que celle de la campagne."),
        "FIC-06": tr("MemberLetter", "Elle a été notée sur un autre lot que le vôtre."),
        "FIC-02": tr("MemberLetter", "Le fichier est incomplet ou a changé en chemin."),
        "SIG-03": tr("MemberLetter", "Le fichier a changé depuis que vous l’avez remis."),
    }.get(file.code, "")
    again = (
        tr(
            "MemberLetter",
            "Ouvrez le dernier lot reçu avec le code de votre dernière lettre : vos notes y seront reprises.",
        )
        if file.code in LAST_LOT
        else tr("MemberLetter", "Vos notes sont toujours sur votre ordinateur.")
    )
    said = tr("MemberLetter", "Votre fiche, reçue ici le {moment}, n’a pas pu être prise en compte.")
    first = said.format(moment=date_time_fr(file.received))
    hand_in = tr(
        "MemberLetter",
        "Remettez votre fiche, page « Remettre ma fiche », et envoyez-nous le nouveau fichier.",
    )
    return _letter([file.member_name], f"{first} {why}".strip(), f"{again} {hand_in}")


def remind(members: Sequence[MemberProgress], deadline: datetime | None = None) -> str:
    """Return the text that reminds members of the fiche they have not sent."""
    tr = QCoreApplication.translate
    awaited = tr("MemberLetter", "Nous n’avons pas encore reçu votre fiche de notation.")
    if deadline is not None:
        until = tr("MemberLetter", "Elle est attendue au plus tard le {moment}.")
        awaited = f"{awaited} {until.format(moment=date_time_fr(deadline))}"
    hand_in = tr(
        "MemberLetter",
        "Remettez-la, page « Remettre ma fiche », et envoyez-nous le fichier. Un travail incomplet peut être "
        "remis : seuls les dossiers clos comptent, et une nouvelle fiche remplacera la première.",
    )
    return _letter([member.name for member in members], awaited, hand_in)


def _letter(names: Sequence[str], *paragraphs: str) -> str:
    tr = QCoreApplication.translate
    head = tr("MemberLetter", "À : {names}\nObjet : votre fiche de notation").format(names=list_fr(names))
    parts = (head, tr("MemberLetter", "Bonjour,"), *paragraphs, tr("MemberLetter", "Le secrétariat"))
    return typeset("\n\n".join(parts))
