"""Sentences about fiches, receipts and archives."""

from commission_app.messages._table import Message

MESSAGES: dict[str, Message] = {
    "NOT-01": Message(
        what="La fiche du membre {member} donne la note {mark} au critère {criterion} du dossier {dossier} : "
        "le barème va de 0 à {maximum}.",
        do="Demandez à ce membre de remettre sa fiche à nouveau depuis l’application.",
    ),
    "NOT-02": Message(
        what="La fiche du membre {member} note, pour le dossier {dossier}, le critère {criterion}, "
        "que la grille ne contient pas.",
        do="Vérifiez que cette fiche a été faite pour cette campagne, "
        "puis demandez à ce membre de la remettre à nouveau.",
    ),
    "NOT-03": Message(
        what="La fiche du membre {member} note le critère {criterion} du dossier {dossier}, "
        "que son institution ne note pas dans cette campagne.",
        do="Demandez à ce membre d’ouvrir le dernier lot, puis de remettre sa fiche à nouveau.",
    ),
    "NOT-04": Message(
        what="La fiche du membre {member} porte sur le dossier {dossier}, qui n’est pas dans cette campagne.",
        do="Vérifiez que cette fiche a été faite pour cette campagne, "
        "puis demandez à ce membre de la remettre à nouveau.",
    ),
    "NOT-05": Message(
        what="Le calcul a reçu deux lectures du dossier {dossier} par le membre {member}, "
        "alors qu’une seule peut compter.",
        do="Vérifiez les fiches reçues de ce membre, puis recommencez.",
    ),
    "NOT-06": Message(
        what="La commission a arrêté une note pour le critère {criterion} du dossier {dossier}, "
        "que des membres ont noté.",
        do="Retirez cette note collégiale : elle ne vaut que pour un critère que personne n’a pu noter.",
    ),
    "NOT-07": Message(
        what="Les règles de la campagne donnent à « {rule} » la valeur « {value} », qui n’est pas possible.",
        do="Corrigez cette valeur dans les règles de la campagne, puis recommencez.",
    ),
    "NOT-08": Message(
        what="Les règles de la campagne visent « {target} », que la grille ne contient pas.",
        do="Remplacez cette cible par une section ou un critère de la grille.",
    ),
    "NOT-09": Message(
        what="La note collégiale {mark}, donnée au critère {criterion} du dossier {dossier}, "
        "n’est pas possible dans cette campagne.",
        do="Corrigez l’acte de la commission : un dossier de la campagne, un critère de la grille, "
        "un entier de 0 à {maximum}.",
    ),
    "NOT-10": Message(
        what="La campagne neutralise pour {institution} le critère {criterion}, absent de la grille.",
        do="Corrigez la liste des critères neutralisés de la campagne.",
    ),
    "NOT-11": Message(
        what="La présélection des départements vise l’indicateur {indicator}, absent du tableau.",
        do="Ajoutez cet indicateur au tableau, ou retirez la condition qui le vise.",
    ),
    "NOT-12": Message(
        what="Le fichier des règles ({rules}) n’a pas la forme attendue.",
        do="Reprenez le fichier d’origine, puis recommencez.",
    ),
    "NOT-13": Message(
        what="Le point {point} n’existe pas dans les règles de la campagne.",
        do="Vérifiez les règles de la campagne, puis recommencez.",
    ),
    "NOT-14": Message(
        what="La règle « {rule} » vise le dossier {dossier}, qui n’est pas candidat "
        "ou dont une donnée manque.",
        do="Complétez ce dossier, ou retirez-le de la règle.",
    ),
    "NOT-15": Message(
        what="Aucune répartition ne donne de lecteur à chaque dossier : trop de membres se déportent.",
        do="Ajoutez un membre, ou vérifiez la liste des déports.",
    ),
    "NOT-16": Message(
        what="La péréquation porterait la note du dossier {dossier} hors de l’intervalle de 0 à 100.",
        do="Diminuez le décalage décidé, puis recommencez.",
    ),
}
