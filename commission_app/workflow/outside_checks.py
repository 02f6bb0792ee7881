"""How to check what the application says with other programs: the commands of docs/formats.md."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class OutsideCheck:
    """One thing to check, with whose program, and what to type."""

    title: str
    meaning: str
    commands: str


OUTSIDE_CHECKS: Final = (
    OutsideCheck(
        "Ouvrir une fiche",
        "Avec age 1.3 ou plus récent. « identity.txt » tient en une ligne, AGE-SECRET-KEY-PQ-1… : celle du "
        "secrétariat, ou de l’enveloppe de secours.",
        "age -d -i identity.txt fiche_x_n1.fiche > content.zip\nunzip content.zip",
    ),
    OutsideCheck(
        "Vérifier sa signature Ed25519",
        "Avec OpenSSH 8.1 ou plus récent, dans le dossier où la fiche est décompressée. Pour une fiche de "
        "l’archive, « fiche » est son fichier « .acte » et « carte » son fichier « .carte ».",
        "head -n 2 fiche > message\n"
        "tail -n +3 fiche > signature\n"
        "head -n 1 carte | grep -o 'ssh-ed25519 [A-Za-z0-9+/=]*' | sed 's/^/membre /' > known\n"
        "ssh-keygen -Y verify -f known -I membre -n fiche-v1@commission-app -s signature < message",
    ),
    OutsideCheck(
        "Vérifier sa signature ML-DSA-65",
        "Avec Python et son paquet « cryptography », dans le même dossier. Les deux signatures sont exigées.",
        "import base64, json\n"
        "from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PublicKey\n"
        "\n"
        'line, mldsa, _ = open("fiche", "rb").read().split(b"\\n", 2)\n'
        'keys = json.loads(open("carte", "rb").read().split(b"\\n")[0])["keys"]\n'
        'public = MLDSA65PublicKey.from_public_bytes(base64.b64decode(keys["pqsig"]))\n'
        'public.verify(base64.b64decode(mldsa[8:]), line + b"\\n", b"fiche-v1@commission-app")',
    ),
    OutsideCheck(
        "Comparer une empreinte",
        "L’empreinte d’un fichier est son SHA-512 : celle d’une fiche ou d’un manifeste porte sur tout le "
        "fichier, celle de l’archive sur « racine.json », et elle est imprimée au procès-verbal.",
        "sha512sum fiche",
    ),
)
