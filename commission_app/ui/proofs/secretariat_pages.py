"""The secretariat's proofs: its keys and grid, the lots it sealed, the members' computers."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_app.texts import date_time_fr, list_fr
from commission_app.ui.proofs.copied_text import digest_text
from commission_app.ui.proofs.proof_page import card, key_proof, proof, statement
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.labels import Label
from commission_app.workflow.proofs import ComputerProof, KeyProof, SealedLot, SecretariatProofs

tr = QCoreApplication.translate


def campaign_cards(view: SecretariatProofs) -> list[QWidget]:
    """« Campagne »: the keys in force, the former ones, then what was settled under them."""
    keys = tr("Proofs", "Un membre lit les mêmes chiffres sur sa propre page « Preuves… ».")
    return [
        card(tr("Proofs", "Clés de la campagne"), keys, *[_key(key) for key in view.keys]),
        _grid(view),
        _recovery(view),
        _register(view),
    ]


def _key(key: KeyProof) -> QVBoxLayout:
    since = (
        "" if key.since is None else tr("Proofs", "depuis le {moment}").format(moment=date_time_fr(key.since))
    )
    name = tr("Proofs", "Clés en vigueur") if key.is_current else tr("Proofs", "Clés remplacées")
    owner = tr("Proofs", "clés {short}").format(short=key.id[:8])
    state = None if key.is_current else Badge(tr("Proofs", "Remplacées"))
    return proof(name, since, key_proof(key, owner), state=state)


def _grid(view: SecretariatProofs) -> QWidget:
    frozen = (
        tr("Proofs", "Elle peut encore changer : elle est arrêtée au premier lot scellé.")
        if view.frozen is None
        else tr("Proofs", "Arrêtée le {moment}.").format(moment=date_time_fr(view.frozen))
    )
    return card(
        tr("Proofs", "Grille"), frozen, digest_text(tr("Proofs", "empreinte de la grille"), view.grid)
    )


def _recovery(view: SecretariatProofs) -> QWidget:
    if view.has_recovery:
        words = tr("Proofs", "Ce qui est scellé l’est aussi pour l’enveloppe de secours, gardée sous pli.")
        line = statement(words, "circle-check", "success")
    else:
        words = tr(
            "Proofs", "Cette campagne n’a pas d’enveloppe de secours : ces clés perdues, rien ne s’ouvre."
        )
        line = statement(words, "triangle-alert", "warning")
    return card(tr("Proofs", "Enveloppe de secours"), "", line)


def _register(view: SecretariatProofs) -> QWidget:
    title = tr("Proofs", "Liste arrêtée à la clôture")
    if view.register is None:
        return card(title, "", statement(tr("Proofs", "La réception n’est pas close."), "info", "mention"))
    closed = tr(
        "Proofs", "Arrêtée le {moment}. Son empreinte est imprimée au procès-verbal que signent les membres."
    )
    value = digest_text(tr("Proofs", "empreinte de la liste arrêtée"), view.register.sha512)
    return card(title, closed.format(moment=date_time_fr(view.register.at)), value)


def lots_cards(view: SecretariatProofs) -> list[QWidget]:
    """« Lots »: one card for all of them, the latest first."""
    if not view.lots:
        return [card("", "", statement(tr("Proofs", "Aucun lot n’est scellé."), "info", "mention"))]
    explanation = tr("Proofs", "L’empreinte d’un manifeste répond de toutes les pièces de son lot.")
    return [card(tr("Proofs", "Lots scellés"), explanation, *[_lot(lot) for lot in view.lots])]


def _lot(lot: SealedLot) -> QVBoxLayout:
    name = tr("Proofs", "Lot {lot}, version {serial}").format(lot=lot.lot, serial=lot.serial)
    sealed = tr("Proofs", "scellé le {moment}").format(moment=date_time_fr(lot.at))
    what = tr("Proofs", "empreinte du manifeste, lot {lot}, version {serial}")
    parts = proof(name, sealed, digest_text(what.format(lot=lot.lot, serial=lot.serial), lot.manifest))
    members = tr("Proofs", "Pour {members}.").format(members=list_fr(lot.members))
    parts.insertSpacing(1, 2)
    parts.insertWidget(2, Label(members, "mention", wrap=True))
    return parts


def computers_cards(view: SecretariatProofs) -> list[QWidget]:
    """« Ordinateurs »: one card for each member whose computer is known."""
    if not view.computers:
        return [card("", "", statement(tr("Proofs", "Aucune fiche n’est arrivée."), "info", "mention"))]
    members = dict.fromkeys((computer.member, computer.institution) for computer in view.computers)
    return [
        card(
            member,
            institution,
            *[_computer(computer) for computer in view.computers if computer.member == member],
        )
        for member, institution in members
    ]


def _computer(computer: ComputerProof) -> QVBoxLayout:
    name = (
        tr("Proofs", "Son ordinateur")
        if computer.is_alone
        else tr("Proofs", "Ordinateur {number}").format(number=computer.number)
    )
    owner = tr("Proofs", "{member}, ordinateur {number}")
    value = key_proof(computer.key, owner.format(member=computer.member, number=computer.number))
    return proof(name, computer.since, value, state=_state(computer))


def _state(computer: ComputerProof) -> Badge:
    match computer.status:
        case "active":
            return Badge(tr("Proofs", "Reconnu"), "success")
        case "to_confirm":
            return Badge(tr("Proofs", "À confirmer"), "warning")
        case "revoked":
            return Badge(tr("Proofs", "Déclaré perdu ou volé"), "error")
        case "replaced":
            return Badge(tr("Proofs", "Retiré sans avoir été confirmé"))
