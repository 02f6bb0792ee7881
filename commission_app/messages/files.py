"""Sentences about files that come in: lots, candidacies, pieces."""

from commission_app.messages._table import Message

MESSAGES: dict[str, Message] = {
    "IDX-01": Message(
        what="L’index « {file} » ne peut pas être lu : il est endommagé, vide ou trop grand.",
        do="Ouvrez-le avec le logiciel qui l’a fait, enregistrez-le à nouveau, puis recommencez l’import.",
    ),
    "IDX-02": Message(
        what="Ce dossier ne contient pas d’index : ni « index.json », ni tableau CSV, XLSX ou ODS.",
        do="Choisissez le dossier où se trouve l’index des candidatures, ou ajoutez-y cet index.",
    ),
    "IDX-03": Message(
        what="Plusieurs tableaux peuvent être l’index, dont « {file} » et « {other} ».",
        do="N’en laissez qu’un, ou nommez « index » celui qui convient.",
    ),
    "IDX-04": Message(
        what="L’index « {file} » n’a pas toutes les colonnes attendues : il manque {columns}.",
        do="Ajoutez-les sur la première ligne du tableau, puis recommencez l’import.",
    ),
    "IDX-05": Message(
        what="« {folder} » n’est pas un dossier que l’on puisse importer.",
        do="Choisissez le dossier où sont les candidatures et leur index.",
    ),
    "IDX-10": Message(
        what="Le fichier « {file} » du dossier « {dossier} » est absent.",
        do="Ajoutez-le, ou retirez-le de l’index.",
    ),
    "IDX-11": Message(
        what="L’index ne cite pas {files}, dont « {file} ».",
        do="Ajoutez à l’index ce qui doit être lu. Le reste n’est pas repris.",
    ),
    "IDX-12": Message(
        what="Plusieurs dossiers portent l’identifiant « {dossier} » : aucun d’eux n’est repris.",
        do="Donnez à chacun un identifiant différent dans l’index.",
    ),
    "IDX-13": Message(
        what="Les dossiers « {other} » et « {dossier} » ont le même territoire et le même département.",
        do="Vérifiez que ce sont bien deux candidatures distinctes.",
    ),
    "IDX-14": Message(
        what="Dans le dossier « {dossier} », la valeur de « {column} » est inconnue : {value}.",
        do="Corrigez l’index : ce dossier n’est pas repris en l’état.",
    ),
    "IDX-15": Message(
        what="Le dossier « {dossier} » n’a aucune pièce à reprendre.",
        do="Ajoutez ses fichiers, ou retirez-le de l’index.",
    ),
    "IDX-16": Message(
        what="Le dossier « {dossier} » cite un fichier placé hors du dossier d’import : « {file} ».",
        do="Copiez ce fichier dans le dossier d’import, puis corrigez l’index.",
    ),
    "IDX-17": Message(
        what="La pièce « {file} » du dossier « {dossier} » est trop lourde : {size}.",
        do="Demandez-en une version de moins de 256 Mo.",
    ),
    "PAP-01": Message(
        what="Rien n’est choisi : aucun fichier n’a été écrit.",
        do="Choisissez au moins une pièce, une grille ou la copie de vos notes.",
    ),
    "PAP-02": Message(
        what="Vous vous êtes déporté du dossier « {name} » : ses pièces ne vous sont plus présentées.",
        do="Retirez-le de votre choix. Rien n’a été écrit.",
    ),
    "PAP-03": Message(
        what="Le dossier « {name} » n’est dans aucun de vos lots.",
        do="Vérifiez son identifiant avec la liste que donne la commande « open ».",
    ),
    "PIE-01": Message(
        what="Cette pièce ne peut pas être lue : le fichier est endommagé, ou ce n’est pas un PDF.",
        do="Les autres pièces restent lisibles. Le secrétariat peut vous en envoyer une copie.",
    ),
    "PIE-02": Message(
        what="La lecture de cette pièce s’est interrompue.",
        do="Recommencez. Si cela se reproduit, passez aux autres pièces et signalez-la au secrétariat.",
    ),
    "PIE-03": Message(
        what="Cette pièce n’a pas pu être lue dans le temps prévu.",
        do="Recommencez. Si cela se reproduit, passez aux autres pièces et signalez-la au secrétariat.",
    ),
    "PIE-04": Message(
        what="Cette pièce demande un mot de passe, ou celui qui a été saisi n’est pas le bon.",
        do="Demandez au secrétariat une copie sans mot de passe.",
    ),
    "PIE-05": Message(
        what="Le fichier « {file} » n’est ni un PDF, ni une image PNG ou JPEG, quel que soit son nom.",
        do="Enregistrez ce document en PDF, puis recommencez l’import.",
    ),
    "PIE-06": Message(
        what="La pièce « {file} » ne peut pas être reprise : {reason}.",
        do="Demandez-en une autre copie au porteur, puis recommencez l’import.",
    ),
    "PIE-07": Message(
        what="La page {page} de cette pièce ne peut pas être affichée.",
        do="Les autres pages restent lisibles. Signalez-la au secrétariat si elle vous manque.",
    ),
}
