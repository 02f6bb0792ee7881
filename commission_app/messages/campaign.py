"""Sentences about preparing a campaign, its archive and the command line."""

from commission_app.messages._table import Message

MESSAGES: dict[str, Message] = {
    "ARC-01": Message(
        what="« {file} » n’est pas une archive de séance, ou le fichier est abîmé.",
        do="Choisissez le fichier remis par le secrétariat, ou demandez-lui un nouvel exemplaire.",
    ),
    "ARC-02": Message(
        what="« {entry} » manque dans l’archive, ou n’y est pas attendu.",
        do="Demandez au secrétariat un nouvel exemplaire de l’archive.",
    ),
    "ARC-03": Message(
        what="« {entry} » n’est pas le document que l’archive annonce.",
        do="N’utilisez pas cette archive et signalez-le au secrétariat.",
    ),
    "ARC-04": Message(
        what="Le classement recalculé n’est pas celui de l’archive.",
        do="N’utilisez pas cette archive et signalez-le au secrétariat.",
    ),
    "ARC-05": Message(
        what="Le journal de l’archive n’est pas d’une seule pièce.",
        do="N’utilisez pas cette archive et signalez-le au secrétariat.",
    ),
    "ARC-06": Message(
        what="La liste arrêtée à la clôture compte une fiche qui n’est pas dans l’archive, "
        "ou qui n’est pas du membre annoncé.",
        do="N’utilisez pas cette archive et signalez-le au secrétariat.",
    ),
    "ARC-07": Message(
        what="« {entry} » contient un texte qui n’est pas celui avec lequel la fiche a été remise.",
        do="N’utilisez pas cette archive et signalez-le au secrétariat.",
    ),
    "ARC-08": Message(
        what="« {file} » existe déjà à cet endroit : il n’a pas été remplacé.",
        do="Donnez un autre nom à la copie, ou rangez le fichier existant.",
    ),
    "ARC-09": Message(
        what="Les règles de l’archive ne sont pas celles des lots sur lesquels les membres ont noté.",
        do="N’utilisez pas cette archive et signalez-le au secrétariat.",
    ),
    "ARC-10": Message(
        what="« {entry} » ne suit pas une grille papier plus ancienne du même membre.",
        do="N’utilisez pas cette archive et signalez-le au secrétariat.",
    ),
    "CAM-01": Message(
        what="Le fichier de campagne n’est pas écrit comme attendu ({detail}).",
        do="Corrigez-le d’après le modèle du guide, puis recommencez.",
    ),
    "CAM-02": Message(
        what="Le fichier de campagne se contredit ({detail}).", do="Corrigez-le, puis recommencez."
    ),
    "CAM-03": Message(
        what="« {file} » n’a pas pu être lu.", do="Vérifiez le nom et l’emplacement du fichier."
    ),
    "CAM-04": Message(
        what="« {what} » n’est pas connu de cette campagne.",
        do="Vérifiez l’identifiant du membre ou du dossier.",
    ),
    "CAM-05": Message(
        what="Ce réglage ne convient pas : {detail}.",
        do="Corrigez-le ; la valeur d’avant reste en place.",
    ),
    "CAM-06": Message(
        what="La grille et les réglages sont figés depuis le {date} : rien n’a été changé.",
        do="Pour d’autres réglages, dupliquez-les dans une nouvelle campagne.",
    ),
    "CAM-07": Message(
        what="Il manque des membres : {members} pour {readings} lectures demandées par dossier.",
        do="Inscrivez-les dans « Campagne et grille… », partie « Personnes », puis recommencez.",
    ),
    "CLI-01": Message(
        what="Le fichier de code « {file} » n’a pas pu être lu.",
        do="Vérifiez son nom, ou tapez le code quand il est demandé.",
    ),
    "CLI-02": Message(
        what="Un code est nécessaire et rien ne permet de le taper ici.",
        do="Indiquez le fichier qui le contient avec --code-file.",
    ),
    "CLI-03": Message(
        what="L’ordinateur a refusé de lire ou d’écrire « {file} ».",
        do="Vérifiez ce nom, son support et vos droits, puis recommencez : ce qui est enregistré est intact.",
    ),
    "DEM-01": Message(
        what="« {folder} » contient autre chose qu’une démonstration : rien n’y a été écrit.",
        do="Choisissez un dossier vide avec --into.",
    ),
    "DEM-02": Message(
        what="Une campagne générée compte de 1 à {dossiers} dossiers et de 1 à {members} membres.",
        do="Changez --dossiers ou --members.",
    ),
    "DEM-03": Message(
        what="Les candidatures de la démonstration n’ont pas pu être importées. {detail}",
        do="Réinstallez l’application.",
    ),
    "DSK-01": Message(
        what="Aucun lot n’a encore été ouvert dans ce dossier de travail.",
        do="Ouvrez le lot reçu du secrétariat avec le code de votre lettre.",
    ),
    "DSK-08": Message(
        what="La campagne « {name} » existe déjà dans ce dossier de travail.",
        do="Ouvrez-la, ou donnez un autre identifiant à la nouvelle.",
    ),
    "DSK-11": Message(
        what="Aucune campagne n’est préparée dans ce dossier de travail.",
        do="Créez une campagne, ou choisissez le dossier de travail du secrétariat.",
    ),
    "END-01": Message(
        what="Aucune campagne de ce dossier de travail ne porte exactement ce nom, ou plusieurs le portent.",
        do="Recopiez le nom entier de la campagne ; s’il est porté deux fois, donnez son identifiant.",
    ),
    "END-02": Message(
        what="Aucune archive de séance n’a été écrite : rien n’a été effacé.",
        do="Écrivez l’archive et rangez-la, ou confirmez que cette campagne se passe d’archive.",
    ),
    "END-03": Message(
        what="L’effacement de la campagne « {name} » n’est pas allé à son terme. "
        "Ce qui en reste ne peut plus être lu par personne.",
        do="Relancez cet effacement pour le terminer.",
    ),
    "END-04": Message(
        what="« {file} » n’a pas pu être effacé : il est peut-être ouvert ailleurs.",
        do="Fermez ce qui l’utilise, puis relancez l’effacement : il reprendra là où il s’est arrêté.",
    ),
    "KEY-04": Message(
        what="Cet ordinateur ne garde pas l’accès à la campagne.",
        do="Saisissez le code de secours imprimé dans le dernier pli de secours.",
    ),
    "KEY-06": Message(
        what="Le fichier qui ouvre la campagne sur cet ordinateur est abîmé ou absent.",
        do="Rétablissez-le avec le fichier secours.age et le code de secours imprimé.",
    ),
    "KEY-07": Message(
        what="Ce code n’est pas le code de secours de cette campagne, ou il a été remplacé depuis.",
        do="Prenez le dernier pli de secours imprimé, puis comparez chaque groupe.",
    ),
    "REC-01": Message(
        what="Cette page n’existe pas dans les pièces du dossier.",
        do="Choisissez la pièce, puis une de ses pages.",
    ),
    "REC-02": Message(
        what="Cette date ne se lit pas.",
        do="Écrivez le jour et l’heure : 09/06/2021 18:00.",
    ),
    "REC-03": Message(
        what="Un des départements ne se lit pas.",
        do="Écrivez leurs numéros séparés par des virgules : 02, 59, 974.",
    ),
    "REC-04": Message(
        what="Un constat a besoin d’un intitulé et d’un contenu.",
        do="Complétez la ligne, ou effacez-la.",
    ),
    "REC-05": Message(
        what="Ce nombre ne se lit pas.",
        do="Écrivez un nombre positif, comme 110 000 ou 1,5.",
    ),
    "REC-06": Message(
        what="Aucune pièce ne manque à ce dossier, ou le délai de celles qui manquent est passé.",
        do="Répondez d’abord « Non » au point concerné ; la demande portera sur tous les points ainsi notés.",
    ),
    "REC-07": Message(
        what="Ce dossier n’est pas déclaré irrecevable : il n’y a pas de lettre à écrire.",
        do="Arrêtez d’abord la conclusion, avec son motif.",
    ),
    "REC-08": Message(
        what="Ces textes ne peuvent pas être gardés : un texte dépasse {longest} signes, ou le délai n’est "
        "pas compris entre 1 et {most} jours.",
        do="Raccourcissez le texte, ou corrigez le délai.",
    ),
    "REC-09": Message(
        what="Chaque candidature a déjà son accusé de réception.",
        do="Pour en écrire un de nouveau, passez par la page de son dossier.",
    ),
    "SEA-01": Message(
        what="Aucun dossier n’a été importé : il n’y a rien à sceller.",
        do="Importez les candidatures, puis scellez.",
    ),
    "SEA-02": Message(
        what="{name} est écarté de tous les dossiers : son lot serait vide.",
        do="Retirez un déport, ou retirez ce membre de la campagne.",
    ),
    "SEA-04": Message(
        what="Tous les lots sont à jour : il n’y a rien à sceller.",
        do="Pour en refaire un fichier, demandez à les sceller tous de nouveau.",
    ),
    "SEA-05": Message(
        what="Ce nombre de lectures par dossier ne convient pas.",
        do="Choisissez un nombre de 1 à {most}, le nombre de membres.",
    ),
    "SEA-06": Message(
        what="Trop de dossiers d’étalonnage : chaque membre les lit tous.",
        do="Choisissez-en {most} au plus.",
    ),
    "SEA-03": Message(
        what="« {file} » existe déjà à cet endroit : il n’a pas été remplacé.",
        do="Choisissez un autre dossier, ou rangez le lot existant.",
    ),
}
