"""Sentences about what comes in from elsewhere: archives, e-mails, exports of Démarches-simplifiées."""

from commission_app.messages._table import Message

MESSAGES: dict[str, Message] = {
    "IDX-20": Message(
        what="« {file} » ne peut pas être lu : ce fichier est endommagé, ou trop grand.",
        do="Téléchargez-le ou copiez-le de nouveau, puis recommencez l’import.",
    ),
    "IDX-21": Message(
        what="Dans « {archive} », le fichier « {file} » est protégé par un mot de passe.",
        do="Ouvrez l’archive avec son mot de passe, refaites-en une sans protection, puis recommencez.",
    ),
    "IDX-22": Message(
        what="« {archive} » contient un fichier dont le chemin mène hors de l’archive : « {file} ».",
        do="Demandez une autre archive à qui vous l’a remise : un logiciel ordinaire n’en fait pas ainsi.",
    ),
    "IDX-23": Message(
        what="« {file} » est là deux fois, ou sous deux noms que des ordinateurs confondent : « {other} ».",
        do="Gardez celui qui convient, ou renommez l’un des deux, puis recommencez.",
    ),
    "IDX-24": Message(
        what="« {archive} » contient une autre archive ou un autre message : « {file} ».",
        do="Extrayez-en les fichiers à côté, puis recommencez : elle n’est pas ouverte d’elle-même.",
    ),
    "IDX-25": Message(
        what="La colonne « {column} » ne contient pas ce que son titre annonce : « {value} », dossier "
        "{dossier}. Lignes concernées : {count}.",
        do="Vérifiez que les colonnes n’ont pas été déplacées, puis recommencez avec le tableau d’origine.",
    ),
    "IDX-26": Message(
        what="La colonne « {column} » contient les nombres de 1 à {count}, chacun une fois : c’est un rang.",
        do="Remettez dans cette colonne ce que son titre annonce, puis recommencez.",
    ),
    "IDX-27": Message(
        what="Le SIRET du dossier {dossier} ne peut pas être repris, « {value} » : {reason}.",
        do="Reprenez l’export d’origine, sans l’enregistrer avec un tableur, ou corrigez ce SIRET.",
    ),
    "IDX-28": Message(
        what="Le SIRET du dossier {dossier} avait perdu son premier zéro : « {value} ».",
        do="Il est rétabli. Préférez l’export d’origine à sa copie enregistrée par un tableur.",
    ),
    "IDX-29": Message(
        what="Le tableau « {file} » contient des formules : rien ne dit d’où viennent leurs valeurs.",
        do="Copiez la feuille, collez-la en « valeurs seules » dans un classeur neuf, puis recommencez.",
    ),
    "IDX-30": Message(
        what="Le tableau « {file} » contient des cellules fusionnées : des lignes y perdent leurs valeurs.",
        do="Défusionnez-les et répétez la valeur sur chaque ligne, puis recommencez.",
    ),
    "IDX-31": Message(
        what="Ce qui est apporté ne contient aucun dossier.",
        do="Vérifiez l’index, ou les filtres choisis au moment de l’export, puis recommencez.",
    ),
    "IDX-32": Message(
        what="Dans « {file} », la première feuille, « {sheet} », est vide : c’est elle qui serait lue.",
        do="Supprimez-la, ou mettez le tableau dans la première feuille, puis recommencez.",
    ),
    "IDX-35": Message(
        what="Démarches-simplifiées n’a pas pu fournir le fichier « {file} » du dossier « {dossier} ».",
        do="Téléchargez-le depuis ce dossier, ou refaites l’export, puis recommencez.",
    ),
    "IDX-36": Message(
        what="Des dossiers déjà importés ne sont pas dans ce dépôt : {dossiers}.",
        do="Ils sont gardés tels quels.",
    ),
    "IDX-37": Message(
        what="Des dossiers sont refusés ou classés sans suite sur la plateforme ({count}) : {dossiers}.",
        do="Ils sont importés comme les autres : retirez-les de l’export s’ils ne doivent pas être lus.",
    ),
    "IDX-38": Message(
        what="« {file} » est un message au format d’Outlook, que l’application ne lit pas.",
        do="Depuis votre messagerie, enregistrez-le au format EML, ou enregistrez ses pièces jointes.",
    ),
    "IDX-39": Message(
        what="Le dossier « {dossier} » est pris sans « {file} ».",
        do="C’est votre réponse : vous pouvez encore ajouter ce fichier et recommencer.",
    ),
    "IDX-40": Message(
        what="Le fichier « {file} » du dossier {dossier} n’est pas celui que l’export annonce.",
        do="Téléchargez-le de nouveau : il a été modifié, ou la copie s’est interrompue.",
    ),
    "IDX-41": Message(
        what="Le dossier {dossier} annonce « {file} » dans « {field} », et ce fichier n’est pas là.",
        do="Ajoutez-le dans un dossier nommé « dossier-{dossier} », ou importez le dossier sans lui.",
    ),
    "IDX-43": Message(
        what="« {file} » n’est que le début de l’export : il contient {count} dossiers et annonce une suite.",
        do="Demandez les fichiers suivants et choisissez-les ensemble.",
    ),
    "IDX-44": Message(
        what="« {file} » n’est ni un dossier, ni une archive ZIP, ni un message EML, ni un tableau.",
        do="Déposez le dossier des candidatures avec son index. Une fiche de notation va dans « Réception ».",
    ),
    "IDX-42": Message(
        what="Une question attend votre réponse : {question}",
        do="Répondez-y, puis importez.",
    ),
}
