"""One French sentence for each kind of event of the secretariat's journal.

An event keeps identifiers and digests, for whoever recomputes the chain; its sentence names people and
territories. A kind logged anywhere in `workflow` has its line in `SENTENCES`: a test of the house looks.
"""

from collections.abc import Callable
from datetime import datetime

from commission_app.store.records import JournalEntry
from commission_app.texts import count_fr, day_fr, size_fr, typeset
from commission_app.workflow.receiving.reception import REFUSED_TITLES
from commission_app.workflow.secretariat.journal_events import Event, Names
from commission_app.workflow.secretariat.meeting_words import decision_sentence, meeting_sentence
from commission_app.workflow.secretariat.views import Verdict

UNKNOWN = "Un événement que cette version de l’application ne sait pas décrire."
ILLEGIBLE = "Un événement dont le détail ne se lit plus."

SENTENCES: dict[str, Callable[[Event], str]] = {
    # The campaign
    "campaign_created": lambda event: f"La campagne « {event.text('name')} » est créée.",
    "campaign_handed_over": lambda event: (
        f"{event.text('giver')} passe la campagne à {event.text('receiver')}, sur un autre ordinateur."
    ),
    "hand_over_taken_back": lambda event: (
        f"{event.text('giver')} reprend la campagne : le fichier fait pour {event.text('receiver')} "
        "n’a pas servi."
    ),
    "contribution_written": lambda event: (
        f"{event.text('author')} écrit sa contribution, sur {count_fr(event.number('entries'), 'point')}."
    ),
    "contribution_received": lambda event: (
        f"La contribution de {event.text('author')} est reçue : {count_fr(event.number('entries'), 'point')}."
    ),
    "contribution_settled": lambda event: f"Une contradiction est levée sur le {event.dossier}.",
    "answer_withheld": lambda event: (
        f"Une réponse est retirée du {event.dossier} : deux contributions s’y contredisent."
    ),
    "dossiers_imported": lambda event: (
        f"Les candidatures sont importées : {count_fr(event.number('dossiers'), 'dossier')}, "
        f"{count_fr(event.number('pieces'), 'pièce')}."
    ),
    "dossier_changed": lambda event: (
        f"Le {event.dossier} est remplacé par une nouvelle version ; les pièces d’avant restent sous scellés."
    ),
    "grid_changed": lambda _: "La grille est changée, avant d’être figée.",
    "settings_changed": lambda _: "Les réglages de la campagne sont changés, avant d’être figés.",
    "envelope_checked": lambda _: "Le code du pli de secours imprimé a été relu.",
    "setting_changed": lambda event: (
        f"Réglage « {event.text('setting')} » : « {event.text('before')} » devient « {event.text('after')} »."
    ),
    "people_changed": lambda event: (
        "Les membres et les institutions sont modifiés : "
        f"{count_fr(event.number('members'), 'membre')}, "
        f"{count_fr(event.number('institutions'), 'institution')}."
    ),
    "grid_frozen": lambda _: "La grille est figée : elle ne change plus sans un acte motivé.",
    "grid_replaced": lambda event: (
        f"{event.text('author')} remplace la grille par sa version {event.number('version')}, "
        f"motif : « {event.text('reason')} » : "
        f"{count_fr(event.number('changed'), 'critère changé', 'critères changés')}, "
        f"{count_fr(event.number('again'), 'critère à noter', 'critères à noter')} de nouveau."
    ),
    "recusal": lambda event: f"Un déport est inscrit pour {event.member} sur le {event.dossier}.",
    "dossier_ineligible": lambda event: (
        f"Le {event.dossier} est déclaré irrecevable{_by(event)}, motif : « {event.text('reason')} »."
    ),
    "eligibility_rules": lambda event: (
        "Les règles de recevabilité sont réglées : "
        f"{count_fr(event.number('departements'), 'département éligible', 'départements éligibles')}."
    ),
    "eligibility_answered": lambda event: (
        f"Point {event.text('point')} de la recevabilité du {event.dossier} : « {event.text('answer')} »."
    ),
    "deposit_dated": lambda event: f"La date de dépôt du {event.dossier} est notée.",
    "eligibility_settled": lambda event: (
        f"{event.text('author')} arrête la recevabilité du {event.dossier} : "
        f"« {event.text('conclusion')} », motif : « {event.text('reason')} »."
    ),
    "finances_typed": lambda event: f"Un montant du {event.dossier} est noté pour l’aide à la lecture.",
    "project_card": lambda event: f"La fiche signalétique du {event.dossier} est modifiée.",
    "facts_recorded": lambda event: (
        f"Les constats du {event.dossier} sont relevés : {count_fr(event.number('facts'), 'constat')}."
    ),
    "lot_cut": lambda event: (
        f"Le lot « {event.text('file')} » est découpé pour le courriel : "
        f"{count_fr(event.number('volumes'), 'volume')}."
    ),
    "everyone_reads": lambda _: "Chaque membre lit tous les dossiers, sauf déport.",
    "readings_shared": lambda event: (
        f"Les lectures sont réparties : {count_fr(event.number('dossiers'), 'dossier')}, "
        f"{count_fr(event.number('readings'), 'lecture')} pour chacun."
    ),
    "calibration_chosen": lambda event: (
        f"Les dossiers d’étalonnage sont choisis : {count_fr(event.number('dossiers'), 'dossier')}."
    ),
    "pieces_checked": lambda event: (
        "Toutes les pièces sont vérifiées : "
        f"{count_fr(event.number('pieces'), 'pièce')}, {count_fr(event.number('faults'), 'défaut')}."
    ),
    "candidate_texts": lambda _: "Les textes des courriers aux candidats sont modifiés.",
    "candidate_letter": lambda event: f"{_LETTERS[event.text('letter')]} le {event.dossier}{_due(event)}.",
    "convocation_sent": lambda _: "Les convocations à la séance sont parties.",
    # Départements and invitations
    "stage_one_changed": lambda event: (
        "Le calcul du choix des départements est réglé autrement : "
        f"{count_fr(event.number('seats'), 'département')} à retenir."
    ),
    "indicators_imported": lambda event: (
        f"Pour le choix des départements, « {event.text('file')} » est importé : "
        f"{count_fr(event.number('columns'), 'indicateur')}."
    ),
    "indicator_forgotten": lambda event: f"L’indicateur importé « {event.text('title')} » est retiré.",
    "departement_added": lambda event: (
        f"{event.text('author')} ajoute le département {event.text('departement')}, "
        f"motif : « {event.text('reason')} »."
    ),
    "departement_taken_back": lambda event: f"L’ajout du département {event.text('departement')} est retiré.",
    "stage_one_retained": lambda event: (
        f"{count_fr(event.number('count'), 'département est retenu', 'départements sont retenus')} : "
        f"{event.text('codes')}."
    ),
    "stage_one_printed": lambda _: "La note sur le choix des départements est écrite.",
    "territories_invited": lambda event: (
        f"{count_fr(event.number('count'), 'territoire')}, invitation : {_on(event)}."
    ),
    "territories_answered": lambda event: (
        f"{count_fr(event.number('count'), 'territoire')}, réponse : {_on(event)}."
    ),
    "contacts_imported": lambda event: (
        f"Le fichier « {event.text('file')} » est importé : {count_fr(event.number('basins'), 'territoire')} "
        f"en bassin prioritaire, {count_fr(event.number('emails'), 'courriel')}."
    ),
    "invitation_letter_changed": lambda _: "La lettre d’invitation est modifiée.",
    "invitations_printed": lambda event: (
        f"Les lettres d’invitation sont écrites : {count_fr(event.number('letters'), 'lettre')}."
    ),
    # Codes, letters and lots
    "code_issued": lambda event: f"Un code d’ouverture est attribué à {event.member}.",
    "code_replaced": lambda event: (
        f"Un nouveau code d’ouverture, le n° {event.serial}, est attribué à {event.member} : "
        "il remplace le précédent."
    ),
    "draft_rescued": lambda event: f"Les brouillons de {event.member} lui sont rendus sous son code actuel.",
    "letters_printed": lambda event: (
        f"{count_fr(event.number('letters'), 'lettre est écrite', 'lettres sont écrites')} "
        "pour porter les codes d’ouverture."
    ),
    "lot_sealed": lambda event: (
        f"Le lot {event.text('lot')} est scellé, version {event.serial} : "
        f"{size_fr(event.number('bytes'))} de pièces."
    ),
    # Fiches, receipts and computers
    "sheet_received": lambda event: (
        f"La fiche n° {event.version} remise par {event.member} est {_retained(event)}."
    ),
    "sheet_received_again": lambda event: (
        f"La fiche n° {event.version} remise par {event.member} arrive une nouvelle fois, identique : "
        "rien ne change."
    ),
    "sheet_refused": lambda event: f"Le fichier « {event.text('file')} » est refusé{_refused(event)}.",
    # Grids marked on paper
    "paper_entry_begun": lambda event: (
        f"{event.text('author')} commence la {_ENTRIES[event.number('number')]} saisie de la grille papier "
        f"remplie par {event.member}."
    ),
    "paper_entry_ended": lambda event: (
        f"{event.text('author')} termine sa saisie de la grille papier remplie par {event.member} : "
        f"{count_fr(event.number('dossiers'), 'dossier')}."
    ),
    "paper_entries_abandoned": lambda event: (
        f"Les saisies de la grille papier remplie par {event.member} sont abandonnées."
    ),
    "paper_recorded": lambda event: (
        f"La fiche papier n° {event.version} remplie par {event.member} est enregistrée : saisie par "
        f"{event.text('first')}, puis par {event.text('second')}, sans voir la première{_looked_up(event)}."
    ),
    "receipt_written": lambda event: (
        f"L’accusé de réception n° {event.serial} est écrit pour {event.member}."
    ),
    "computer_readmitted": lambda event: (
        f"Un ordinateur utilisé par {event.member}, déclaré perdu ou volé, est retrouvé et repris."
    ),
    "computer_confirmed": lambda event: (
        f"Un ordinateur utilisé par {event.member} est admis : ses fiches comptent."
    ),
    "computer_revoked": lambda event: (
        f"Un ordinateur utilisé par {event.member} est déclaré perdu ou volé : "
        "aucune nouvelle fiche n’en est acceptée."
    ),
    # The close and after
    "reception_closed": lambda event: (
        f"La réception est close, liste n° {event.serial} : "
        f"{count_fr(event.number('sheets'), 'fiche retenue', 'fiches retenues')}."
    ),
    "reading_excluded": lambda event: (
        f"{event.text('author')} écarte par décision la lecture du {event.dossier} par {event.member}, "
        f"motif : « {event.text('reason')} »."
    ),
    "meeting_act": meeting_sentence,
    "decision_act": decision_sentence,
    "archive_written": lambda _: "L’archive de séance est écrite.",
    "archive_withheld": lambda _: "Une copie de l’archive de séance est écrite, textes occultés.",
    # The secretariat's own keys
    "keys_changed": lambda event: f"Les clés du secrétariat sont changées{_changed(event)}.",
    "chest_opened": lambda _: "Le coffre à deux clés est ouvert avec le code de la présidence.",
    "recovery_printed": lambda _: "Le pli de secours est écrit, à imprimer et à mettre sous enveloppe.",
    "recovery_written": lambda _: "Une copie de secours.age est écrite, à garder avec le pli de secours.",
    "secretariat_restored": lambda _: (
        "L’accès du secrétariat à la campagne est rétabli avec le pli de secours."
    ),
}
_RETAINED = {
    Verdict.ACCEPTED: "retenue",
    Verdict.REPLACES: "retenue à la place de la précédente",
    Verdict.OLDER: "gardée sans compter, une version plus récente étant déjà là",
    Verdict.TO_CONFIRM: "gardée sans compter, en attente : elle vient d’un autre ordinateur",
    Verdict.FORK: "gardée, mais elle contredit une autre version de cette fiche",
    Verdict.FORMER_GRID: "gardée sans compter, une autre version de la grille étant en vigueur",
}
_ENTRIES: dict[int, str] = {1: "première", 2: "seconde"}
_LETTERS: dict[str, str] = {
    "acknowledgment": "Un accusé de réception est écrit pour",
    "request": "Une demande de pièce est écrite pour",
    "reminder": "Une relance est écrite pour",
    "ineligibility": "La lettre d’irrecevabilité est écrite pour",
}
_CHANGED = {
    "planned": " comme prévu, et les précédentes annoncent les nouvelles",
    "compromised": " parce qu’elles n’étaient plus sûres, et tous les codes d’ouverture sont remplacés",
}


def sentence_of(entry: JournalEntry, names: Names) -> str:
    """Tell an event; one that was altered, or that another version wrote, has a sentence all the same."""
    words = SENTENCES.get(entry.kind)
    if words is None:
        return UNKNOWN
    try:
        return typeset(words(Event(entry.facts, names)))
    except (KeyError, ValueError, TypeError):
        return ILLEGIBLE


def _retained(event: Event) -> str:
    return _RETAINED[Verdict(event.text("verdict"))]


def _looked_up(event: Event) -> str:
    """Say how many differences were looked up on the paper, and by whom."""
    count = event.number("differences")
    if not count:
        return " ; elles ne différaient en rien"
    return f" ; {count_fr(count, 'différence levée', 'différences levées')} par {event.text('settler')}"


def _refused(event: Event) -> str:
    """Give the reason in the words of the page « Réception », where it is short enough to be told."""
    _, _, reason = REFUSED_TITLES.get(event.text("code"), "").partition(" : ")
    return f" ({reason})" if reason else ", rien n’en est retenu"


def _by(event: Event) -> str:
    """Name who decided, where the event of an earlier version does not."""
    return f" par {event.text('author')}" if "author" in event.facts else ""


def _on(event: Event) -> str:
    """Say the day of an invitation or of an answer; without one, it was taken back."""
    day = event.text("day")
    return f"le {day_fr(datetime.fromisoformat(day))}" if day else "retirée"


def _changed(event: Event) -> str:
    return _CHANGED[event.text("reason")]


def _due(event: Event) -> str:
    """Give the day before which the candidate answers, when the letter asks for something."""
    text = event.text("due")
    return f", réponse attendue avant le {day_fr(datetime.fromisoformat(text))}" if text else ""
