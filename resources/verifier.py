"""Check the archive of a meeting and compute its ranking again, with nothing but Python 3.9 or later.

    python3 -I verifier.py ARCHIVE.zip [--digest EMPREINTE] [--table]

A second implementation, written from docs/formats.md and from the rules of the score, which shares no
line with the application: two programs that agree on every fraction are worth more than one. One file on
purpose, so that whoever receives an archive can read it whole and run it alone. It opens the archive, and
nothing else: no other file, no connection. Signatures need a library that Python does not have:
`commission-app verify` checks them, `ssh-keygen` the classical ones. What is printed is in French.

The parts, in order: reading bytes (ZIP, JSON, shapes, acts), what the archive says (campaign, lots,
fiches, decisions, journal), the merge, the score, the comparison, the command.

A `RefusedError` says in one French sentence what does not hold. Sizes are bounded before reading.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import stat
import struct
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Any, BinaryIO, NoReturn

MIB = 1 << 20
MAX_ARCHIVE = 1 << 30
MAX_ROOT = 2 * MIB
MAX_DOCUMENT, MAX_DOCUMENT_ITEMS = 64 * MIB, 2_000_000  # campagne, dossiers, registre, journal, resultats
MAX_ACT, MAX_ACT_ITEMS = 8 * MIB, 200_000
MAX_CARD = 64 << 10
MAX_TEXTS, MAX_TEXTS_ITEMS = 16 * MIB, 500_000
MAX_ENTRIES, MAX_DIRECTORY = 5_000, MIB
MAX_DEPTH = 12
MAX_MARKS = 4_000_000  # of all fiches together
MAX_CRITERIA, MAX_DOSSIERS = 1_000, 5_000
MAX_WEIGHT_BITS = 4_096  # of the common denominator of all weights
MOST_FAULTS = 20


class RefusedError(Exception):
    """Something does not hold; the argument says what, in French."""


def shown(text: object) -> str:
    """Return a text of the archive so that it can be printed: short, and without control characters."""
    clean = "".join(sign if sign.isprintable() else "�" for sign in str(text))
    return clean if len(clean) <= 80 else f"{clean[:40]}…{clean[-30:]}"


def count(number: int, one: str, many: str) -> str:
    """Write a number and what it counts."""
    return f"{number} {many if number > 1 else one}"


def sha512(data: bytes) -> str:
    """Return the SHA-512 in lower-case hexadecimal."""
    return hashlib.sha512(data).hexdigest()


# ------------------------------------------------------------------------------------------------- the ZIP

NAME = re.compile(r"[A-Za-z0-9_-]+(?:[./][A-Za-z0-9_-]+)*")
LOCAL = struct.Struct("<4s5H3L2H")
DESCRIPTOR = struct.Struct("<4s3L")
RECORD = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
VERSION, MADE_ON_UNIX, FIRST_OF_1980, MODE = 20, 3 << 8 | 20, 1 << 5 | 1, 0o600 << 16
BLOCK = 1 << 16


@dataclass(frozen=True)
class Stored:
    """One entry as the directory of the ZIP gives it: every other byte about it follows from these."""

    name: str
    offset: int
    size: int
    crc: int
    flags: int  # 8 when size and CRC follow the content

    @property
    def header(self) -> bytes:
        """Return what must stand before the content."""
        known = (0, 0, 0) if self.flags else (self.crc, self.size, self.size)
        head = LOCAL.pack(b"PK\3\4", VERSION, self.flags, 0, 0, FIRST_OF_1980, *known, len(self.name), 0)
        return head + self.name.encode("ascii")

    @property
    def trailer(self) -> bytes:
        """Return what must stand after the content."""
        return DESCRIPTOR.pack(b"PK\7\10", self.crc, self.size, self.size) if self.flags else b""

    @property
    def record(self) -> bytes:
        """Return what must stand in the directory."""
        head = (b"PK\1\2", MADE_ON_UNIX, VERSION, self.flags, 0, 0, FIRST_OF_1980)
        sizes = (self.crc, self.size, self.size, len(self.name), 0, 0, 0, 0, MODE, self.offset)
        return RECORD.pack(*head, *sizes) + self.name.encode("ascii")

    @property
    def end(self) -> int:
        """Return where the next entry must begin."""
        return self.offset + len(self.header) + self.size + len(self.trailer)


class Archive:
    """The entries of the file, each one already compared with its headers and its CRC, and digested."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        """Read the directory, then the whole file once, in blocks."""
        self._file = file
        self.entries = {entry.name: entry for entry in self._directory(size)}
        self.digests = {name: self._digest(entry) for name, entry in self.entries.items()}

    def read(self, name: str, limit: int) -> bytes:
        """Return the content of an entry that is not larger than it may be."""
        entry = self.entries.get(name)
        if entry is None:
            raise RefusedError(f"{shown(name)} manque dans l’archive")
        if entry.size > limit:
            raise RefusedError(f"{shown(name)} est plus grand que ce qui est permis")
        self._file.seek(entry.offset + len(entry.header))
        data = self._file.read(entry.size)
        if sha512(data) != self.digests[name]:
            raise RefusedError(f"{shown(name)} a changé pendant la lecture")
        return data

    def named(self, folder: str, suffix: str) -> list[str]:
        """Return the names of the entries of a folder, sorted."""
        return sorted(name for name in self.entries if name.startswith(folder) and name.endswith(suffix))

    def _directory(self, size: int) -> list[Stored]:
        if size > MAX_ARCHIVE:
            raise RefusedError("le fichier est plus grand que toute archive")
        if size < END.size:
            raise RefusedError("le fichier n’est pas une archive : il est trop court")
        self._file.seek(size - END.size)
        end = self._file.read(END.size)
        _, _, _, number, _, length, offset, _ = END.unpack(end)
        if end != END.pack(b"PK\5\6", 0, 0, number, number, length, offset, 0):
            raise RefusedError(
                "le fichier n’est pas une archive : il ne finit pas comme un ZIP de cette forme"
            )
        if number > MAX_ENTRIES or length > MAX_DIRECTORY or offset + length + END.size != size:
            raise RefusedError("le répertoire du ZIP n’est pas à sa place")
        self._file.seek(offset)
        entries = list(_records(self._file.read(length)))
        names = {entry.name for entry in entries}
        if len(entries) != number or len(names) != number or (entries[-1].end if entries else 0) != offset:
            raise RefusedError("le répertoire du ZIP ne dit pas ce que le fichier contient")
        return entries

    def _digest(self, entry: Stored) -> str:
        self._file.seek(entry.offset)
        found, crc, left = hashlib.sha512(), 0, entry.size
        is_whole = self._file.read(len(entry.header)) == entry.header
        while left and is_whole:
            block = self._file.read(min(left, BLOCK))
            is_whole = bool(block)
            left -= len(block)
            crc = zlib.crc32(block, crc)
            found.update(block)
        if not is_whole or crc != entry.crc or self._file.read(len(entry.trailer)) != entry.trailer:
            raise RefusedError(f"{entry.name} est abîmé dans le ZIP")
        return found.hexdigest()


def _records(directory: bytes) -> Iterator[Stored]:
    place = offset = 0
    while place < len(directory):
        line = directory[place : place + RECORD.size]
        if len(line) < RECORD.size:
            raise RefusedError("le répertoire du ZIP est coupé")
        _, _, _, flags, _, _, _, crc, size, _, length, *_ = RECORD.unpack(line)
        name = directory[place + RECORD.size : place + RECORD.size + length].decode("latin-1")
        if not NAME.fullmatch(name) or flags not in (0, 8):
            raise RefusedError(f"le ZIP a une entrée mal nommée ou d’une autre forme : {shown(name)}")
        entry = Stored(name, offset, size, crc, flags)
        if not directory.startswith(entry.record, place):
            raise RefusedError(f"l’entrée {name} du ZIP n’a pas la forme attendue")
        place += len(entry.record)
        offset = entry.end
        yield entry


# ------------------------------------------------------------------------------------------------ the JSON


def decoded(data: bytes, where: str, items: int) -> Any:
    """Return the value of a JSON whose bytes are the one form of what it says (RFC 8785, no float)."""
    if sum(data.count(sign) for sign in (b",", b"[", b"{")) > items:
        raise RefusedError(f"{where} contient plus de valeurs que ce qui est permis")
    try:
        value = json.loads(
            data.decode("utf-8"),
            parse_float=_no_float,
            parse_constant=_no_float,
            parse_int=_integer,
            object_pairs_hook=_ordered,
        )
        is_canonical = canonical(value) == data and _is_flat(value, MAX_DEPTH)
    except (ValueError, RecursionError):
        is_canonical = False
    if not is_canonical:
        raise RefusedError(f"{where} n’est pas un JSON écrit dans sa forme unique")
    return value


def canonical(value: Any) -> bytes:
    """Return the one form of a value whose objects are already in order, as `decoded` gives them."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def _no_float(text: str) -> NoReturn:
    raise ValueError(text)


def _integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) >= 1 << 53:
        raise ValueError(text[:17])
    return int(text)


def _ordered(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name given twice, or names in another order than that of their UTF-16 units."""
    names = [name.encode("utf-16-be") for name, _ in pairs]
    if any(first >= second for first, second in zip(names, names[1:])):
        raise ValueError
    return dict(pairs)


def _is_flat(value: Any, depth: int) -> bool:
    if not isinstance(value, (dict, list)):
        return True
    within = value.values() if isinstance(value, dict) else value
    return depth > 0 and all(_is_flat(item, depth - 1) for item in within)


# ---------------------------------------------------------------------------------------------- the shapes


@dataclass(frozen=True)
class Each:
    """Shape of an object of any names: names of one form, values of one shape."""

    name: re.Pattern[str]
    value: Any


@dataclass(frozen=True)
class From:
    """Shape of an integer with a minimum."""

    least: int


ANY = object()
TEXT = str
NAMED = re.compile(r".+", re.DOTALL)
DIGEST = re.compile(r"[0-9a-f]{128}")
KEY_ID = re.compile(r"[0-9a-f]{32}")
SALT = re.compile(r"[0-9a-f]{64}")
WEIGHT = re.compile(r"[1-9][0-9]{0,29}(?:/[1-9][0-9]{0,29})?")
NUMBER = re.compile(r"-?[0-9]{1,30}(?:/[1-9][0-9]{0,29})?")
MINUTE = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]")
LOT_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
MARK = object()  # a level of the scale, "NE" or nothing; the grid then says how far its scale goes


def texts(*names: str) -> dict[str, Any]:
    """Return the shape of fields that are texts."""
    return dict.fromkeys(names, TEXT)


def act(kind: str) -> dict[str, Any]:
    """Return the shape of what every signed document begins with."""
    return {"type": (kind,), "v": (1,), "campaign": TEXT}


KEYS = {
    "enc": re.compile(r"age1pq1[02-9ac-hj-np-z]{1952}"),
    "pqsig": re.compile(r"[A-Za-z0-9+/]{2603}="),
    "sig": re.compile(r"ssh-ed25519 [A-Za-z0-9+/]{68}"),
}
GRID = {
    **texts("version", "title"),
    "scale": {"maximum": From(1), "labels": [TEXT]},
    "reasons": [TEXT],
    "spread": int,
    "sections": [
        {
            "id": NAMED,
            "label": TEXT,
            "weight": WEIGHT,
            "criteria": [
                {
                    "id": NAMED,
                    "weight": WEIGHT,
                    "anchors": [TEXT],
                    "hints": [TEXT],
                    **texts("label", "question"),
                }
            ],
        }
    ],
    "tags?": [{"id": NAMED, "label": TEXT}],
}
INSTITUTION = texts("id", "name")
MEMBER = texts("id", "name", "institution", "alternate_of?")
NEUTRALISED = texts("institution", "criterion")
CAMPAIGN = {
    **texts("id", "name", "phone", "order_seed", "authority"),
    "deadline": MINUTE,
    "meeting": MINUTE,
    "institutions": [INSTITUTION],
    "members": [MEMBER],
    "grid": GRID,
    "rules": {
        "seats": From(1),
        "voice_unit": ("institution", "evaluateur"),
        "readings_min": From(1),
        "rank_mode": ("exact", "arrondi"),
        "decimals": tuple(range(7)),
        "tie_break": [TEXT],
        "thresholds": [{"target": TEXT, "minimum": NUMBER}],
    },
    "neutralised": [NEUTRALISED],
    "calibration": [TEXT],
    "round": int,
    "reinforced": bool,
    "two_keys": bool,
}
DOSSIER = {
    **texts("id", "title", "rapporteur?"),
    "territory": {**texts("name", "type", "code", "departement", "density"), "population": int},
    "card": [texts("label", "value")],
    "facts": [{**texts("label", "value", "criterion?", "piece?"), "page?": From(1)}],
    "pieces": [
        {
            **texts("path", "title", "kind"),
            "size": From(0),
            "pages": From(0),
            "sha512": DIGEST,
            "original_sha512": DIGEST,
            "text": ("native", "recognised", "none"),
        }
    ],
}
LOT = {
    **act("lot"),
    **texts("name", "recovery?", "phone", "order_seed"),
    "deadline": MINUTE,
    "meeting": MINUTE,
    "lot": LOT_NAME,
    "serial": From(1),
    "secretariat": KEYS,
    "members": [MEMBER],
    "institutions": [INSTITUTION],
    "readers": [TEXT],
    "grid": GRID,
    "round": int,
    "neutralised": [NEUTRALISED],
    "calibration": [TEXT],
    "dossiers": [DOSSIER],
}
ENTRY = {
    "criterion": TEXT,
    "mark": MARK,
    "motive?": TEXT,
    "remark_digest?": DIGEST,
    "evidence?": [{"piece": TEXT, "digest": DIGEST}],
}
READING = {"dossier": TEXT, "state": ("closed", "open"), "tags": [TEXT], "entries": [ENTRY]}
SAID = {
    "ties": [{"dossier": TEXT, "kind": ("institutional", "personal")}],
    "recused": [{"dossier": TEXT, "reason_digest": DIGEST}],
    "dossiers": [READING],
}
FICHE = {
    **act("fiche"),
    "member": TEXT,
    "key": KEY_ID,
    "seq": From(1),
    "prev": [DIGEST],
    "lots": [{"lot": LOT_NAME, "serial": From(1), "manifest_sha512": DIGEST}],
    "round": int,
    **SAID,
}
PAPER = {
    **act("papier"),
    **texts("member", "at"),
    "seq": From(1),
    "prev": [DIGEST],
    "grid": DIGEST,
    "round": int,
    "agents": [{"name": NAMED, "entry": DIGEST}],
    "settled": [{**texts("dossier", "criterion?"), "part": ("mark", "remark", "signed", "reason")}],
    "settler?": NAMED,
    **SAID,
}
CARD = {**act("carte"), "member": TEXT, "keys": KEYS}
SALTED = Each(DIGEST, {"salt": SALT, "kind": ("remark", "reason", "evidence"), "text": TEXT})
PASSAGE = {
    **texts("piece", "quote", "prefix", "suffix", "engine"),
    "original_sha512": DIGEST,
    "page": From(1),
    "start": From(0),
    "count": From(0),
    "rects": [[int]],
}
REGISTRY = {
    "secretariat": [KEYS],
    "keys": Each(NAMED, [KEY_ID]),
    "kept_away": [[TEXT]],
    "ineligible": Each(NAMED, TEXT),
    "grids?": [{**texts("at", "author", "reason"), "digest": DIGEST}],  # versions, the one in force last
}
ROTATION = {**act("rotation"), "old": KEYS, "new": KEYS}
DECISION = {
    **act("acte"),
    **texts("member", "dossier", "name", "reason", "at"),
    "kind": ("exclusion",),
    "sheet": DIGEST,
}
CHAINED = {
    "number": From(1),
    "prev": TEXT,
    "at": TEXT,
    "author": TEXT,
    "kind": NAMED,
    "fact": Each(NAMED, ANY),
}
MEETING = {**act("seance"), **CHAINED}
AUTHORITIES = {**act("decision"), **CHAINED}
REGISTER = {
    **act("annuaire"),
    "serial": From(1),
    "at": TEXT,
    "members": [{**texts("id", "name", "institution"), "keys": [KEYS], "code_serial": From(0)}],
    "sheets": [{"member": TEXT, "sha512": DIGEST}],
}
JOURNAL = [
    {**texts("at", "kind", "author", "prev"), "seq": From(1), "facts": Each(NAMED, ANY), "digest": DIGEST}
]
ROOT = {"format": ("archive/1",), "files": Each(NAME, DIGEST)}


def check_shape(value: Any, shape: Any, where: str) -> None:
    """Refuse a value that has not exactly the fields and kinds of a shape."""
    fault = _misfit(value, shape, "")
    if fault is not None:
        at = f", à « {shown(fault)} »" if fault else ""
        raise RefusedError(f"{where} n’a pas la forme attendue{at}")


def _misfit(value: Any, shape: Any, path: str) -> str | None:
    """Return the path of the first part that does not fit, None when everything does."""
    if isinstance(shape, dict):
        return _misfit_fields(value, shape, path)
    if isinstance(shape, list):
        if not isinstance(value, list):
            return path
        return _first(_misfit(item, shape[0], f"{path}[{place}]") for place, item in enumerate(value))
    if isinstance(shape, Each):
        if not isinstance(value, dict) or not all(map(shape.name.fullmatch, value)):
            return path
        return _first(_misfit(item, shape.value, f"{path}.{name}") for name, item in value.items())
    return None if _fits(value, shape) else path


def _fits(value: Any, shape: Any) -> bool:
    if shape is ANY:
        return True
    if shape is MARK:
        return value is None or value == "NE" or (type(value) is int and value >= 0)
    if isinstance(shape, re.Pattern):
        return isinstance(value, str) and shape.fullmatch(value) is not None
    if isinstance(shape, tuple):
        return type(value) in (str, int, type(None)) and value in shape
    if isinstance(shape, From):
        return type(value) is int and value >= shape.least
    return type(value) is shape


def _misfit_fields(value: Any, shape: Mapping[str, Any], path: str) -> str | None:
    if not isinstance(value, dict):
        return path
    fields = {name.rstrip("?"): kind for name, kind in shape.items()}
    needed = {name for name in shape if not name.endswith("?")}
    for name in sorted(needed - value.keys() | value.keys() - fields.keys()):
        return f"{path}.{name}".lstrip(".")
    return _first(_misfit(item, fields[name], f"{path}.{name}".lstrip(".")) for name, item in value.items())


def _first(faults: Iterable[str | None]) -> str | None:
    return next((fault for fault in faults if fault is not None), None)


# ------------------------------------------------------------------------------------------------ the acts

ARMOR = re.compile(
    rb"-----BEGIN SSH SIGNATURE-----\n(?:[A-Za-z0-9+/=]{1,76}\n)+-----END SSH SIGNATURE-----\n"
)
MLDSA_SIGNATURE = 3309  # bytes


def act_document(archive: Archive, name: str, shape: Any, limit: int = MAX_ACT) -> dict[str, Any]:
    """Return the document of a signed act in its three parts; its signatures are not verified here."""
    parts = archive.read(name, limit).split(b"\n", 2)
    if len(parts) != 3 or not parts[1].startswith(b"mldsa65 ") or not ARMOR.fullmatch(parts[2]):
        raise RefusedError(f"{short(name)} n’est pas un acte signé")
    try:
        signature = base64.b64decode(parts[1][8:], validate=True)
    except ValueError:
        signature = b""
    if len(signature) != MLDSA_SIGNATURE or base64.b64encode(signature) != parts[1][8:]:
        raise RefusedError(f"{short(name)} n’est pas un acte signé")
    document: dict[str, Any] = decoded(parts[0], short(name), MAX_ACT_ITEMS)
    check_shape(document, shape, short(name))
    return document


def short(name: str) -> str:
    """Return the name of an entry with the middle of its digest left out."""
    return re.sub(r"([0-9a-f]{8})[0-9a-f]{112}([0-9a-f]{8})", r"\1…\2", shown_whole(name))


def shown_whole(name: str) -> str:
    """Return the name of an entry, which the ZIP already restricted to plain signs."""
    return name if NAME.fullmatch(name) else shown(name)


def key_id(keys: Mapping[str, str]) -> str:
    """Return the identifier of keys: the beginning of the digest of their one form."""
    return sha512(b"commission-app/empreinte/v1\0" + canonical(keys))[:32]


def document_of(archive: Archive, name: str, shape: Any) -> Any:
    """Return the value of a plain JSON entry."""
    value = decoded(archive.read(name, MAX_DOCUMENT), name, MAX_DOCUMENT_ITEMS)
    check_shape(value, shape, name)
    return value


# -------------------------------------------------------------------------------- the campaign and its grid


@dataclass(frozen=True)
class Grid:
    """Sections and criteria with their exact weights."""

    document: Mapping[str, Any]
    maximum: int
    sections: Mapping[str, tuple[Fraction, Mapping[str, Fraction]]]  # weight, and criteria with their weight
    shares: Mapping[str, Fraction]  # of each criterion in the whole; their sum is one

    @property
    def digest(self) -> str:
        """Return the SHA-512 of its one form."""
        return sha512(canonical(self.document))


def read_grid(document: Mapping[str, Any]) -> Grid:
    """Read a grid, its weights as exact fractions."""
    sections: dict[str, tuple[Fraction, Mapping[str, Fraction]]] = {}
    criteria: list[str] = []
    maximum = document["scale"]["maximum"]
    for section in document["sections"]:
        weights = {criterion["id"]: _weight(criterion["weight"]) for criterion in section["criteria"]}
        criteria += [criterion["id"] for criterion in section["criteria"]]
        sections[section["id"]] = (_weight(section["weight"]), weights)
        if any(len(criterion["anchors"]) != maximum + 1 for criterion in section["criteria"]):
            raise RefusedError("la grille n’a pas un repère pour chaque niveau")
    is_whole = sections and all(weights for _, weights in sections.values())
    if not is_whole or len(sections) != len(document["sections"]) or len(set(criteria)) != len(criteria):
        raise RefusedError("la grille a une section vide ou deux fois le même nom")
    if len(document["scale"]["labels"]) != maximum + 1 or len(criteria) > MAX_CRITERIA:
        raise RefusedError("la grille n’a pas la forme d’une grille")
    _check_weights(sections)
    whole = sum((weight for weight, _ in sections.values()), Fraction(0))
    shares = {
        criterion: weight / whole * own / sum(weights.values(), Fraction(0))
        for weight, weights in sections.values()
        for criterion, own in weights.items()
    }
    return Grid(document, maximum, sections, shares)


def _weight(text: str) -> Fraction:
    weight = Fraction(text)
    if str(weight) != text:
        raise RefusedError(f"le poids {shown(text)} n’est pas écrit sous sa forme la plus simple")
    return weight


def _check_weights(sections: Mapping[str, tuple[Fraction, Mapping[str, Fraction]]]) -> None:
    common = 1
    for weight, weights in sections.values():
        for value in (weight, *weights.values()):
            common = lcm(common, value.denominator)
            if common.bit_length() > MAX_WEIGHT_BITS:
                raise RefusedError("les poids de la grille n’ont pas de dénominateur commun raisonnable")


@dataclass(frozen=True)
class Campaign:
    """Who sits, on which grid, under which rules; what the registry adds to it."""

    id: str
    grid: Grid
    rules: Mapping[str, Any]
    institutions: Mapping[str, str]  # of each member
    neutralised: frozenset[tuple[str, str]]  # institution, criterion
    dossiers: Mapping[str, str]  # identifier to the name of the territory, in their order
    key_sets: Sequence[Mapping[str, str]]  # of the secretariat, successive
    keys: Mapping[str, Sequence[str]]  # confirmed computers of each member, oldest first
    kept_away: frozenset[tuple[str, str]]  # member, dossier
    ineligible: Mapping[str, str]  # dossier to reason
    grids: Sequence[str] = ()  # digests of the successive versions of the grid, the one in force last
    round: int = 1  # of marking

    def silent(self, member: str) -> frozenset[str]:
        """Return the criteria that the institution of a member does not mark."""
        return frozenset(c for institution, c in self.neutralised if institution == self.institutions[member])


def read_campaign(archive: Archive) -> Campaign:
    """Read `campagne.json`, `dossiers.json` and `registre.json`, and what they say of one another."""
    said = document_of(archive, "campagne.json", CAMPAIGN)
    registry = document_of(archive, "registre.json", REGISTRY)
    listed = document_of(archive, "dossiers.json", [DOSSIER])
    grid = read_grid(said["grid"])
    members = {member["id"]: member["institution"] for member in said["members"]}
    dossiers = {dossier["id"]: dossier["territory"]["name"] for dossier in listed}
    if not members or len(members) != len(said["members"]) or len(dossiers) != len(listed):
        raise RefusedError("un membre ou un dossier figure deux fois dans l’archive")
    if len(dossiers) > MAX_DOSSIERS:
        raise RefusedError("l’archive a plus de dossiers que toute campagne")
    if not {*members.values()} <= {institution["id"] for institution in said["institutions"]}:
        raise RefusedError("un membre siège pour un organisme qui n’est pas dans campagne.json")
    neutralised = _neutralised(said["neutralised"])
    if not {criterion for _, criterion in neutralised} <= grid.shares.keys():
        raise RefusedError("un critère neutralisé n’est pas dans la grille")
    _check_rules(said["rules"], grid)
    if not registry["secretariat"] or not registry["keys"].keys() <= members.keys():
        raise RefusedError("registre.json nomme quelqu’un qui n’est pas de la campagne")
    if any(len(pair) != 2 for pair in registry["kept_away"]):
        raise RefusedError("registre.json n’a pas la forme attendue, à « kept_away »")
    return Campaign(
        said["id"],
        grid,
        said["rules"],
        members,
        neutralised,
        dossiers,
        registry["secretariat"],
        registry["keys"],
        frozenset((member, dossier) for member, dossier in registry["kept_away"]),
        registry["ineligible"],
        _versions(registry, grid),
        said["round"],
    )


def _versions(registry: Mapping[str, Any], grid: Grid) -> list[str]:
    digests = [line["digest"] for line in registry.get("grids", [])]
    if "grids" in registry and (len(set(digests)) < max(2, len(digests)) or digests[-1] != grid.digest):
        raise RefusedError("registre.json ne dit pas quelles versions de la grille se sont succédé")
    return digests or [grid.digest]


def _neutralised(listed: Iterable[Mapping[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset((item["institution"], item["criterion"]) for item in listed)


def _check_rules(rules: Mapping[str, Any], grid: Grid) -> None:
    targets = {f"section:{name}" for name in grid.sections} | {f"critere:{name}" for name in grid.shares}
    asked = {*rules["tie_break"]} | {item["target"] for item in rules["thresholds"]} - {"total"}
    for target in sorted(asked - targets):
        raise RefusedError(f"le règlement vise {shown(target)}, qui n’est pas dans la grille")


# ------------------------------------------------------------------------------------------------- the lots


@dataclass(frozen=True)
class Lot:
    """What fiches need of a manifest."""

    name: str
    serial: int
    round: int
    institutions: Mapping[str, str]  # of each member of its group
    dossiers: frozenset[str]
    is_in_force: bool  # of the last version of the grid: fiches count on no other


def read_lots(archive: Archive, campaign: Campaign) -> dict[str, Lot]:
    """Return every manifest by the digest of its act, each under the rules of the campaign."""
    return {
        archive.digests[name]: _read_lot(archive, name, campaign) for name in archive.named("lots/", ".acte")
    }


def _read_lot(archive: Archive, name: str, campaign: Campaign) -> Lot:
    said = act_document(archive, name, LOT)
    if name != f"lots/{said['lot']}-v{said['serial']}.acte":
        raise RefusedError(f"{name} est le manifeste d’un autre lot")
    if said["secretariat"] not in campaign.key_sets:
        raise RefusedError(f"{name} nomme d’autres clés du secrétariat que celles de registre.json")
    if not _is_under_rules(said, campaign):
        raise RefusedError(f"{name} a une autre campagne, une autre grille ou d’autres critères neutralisés")
    members = {member["id"]: member["institution"] for member in said["members"]}
    dossiers = frozenset(dossier["id"] for dossier in said["dossiers"])
    if len(members) != len(said["members"]) or len(dossiers) != len(said["dossiers"]):
        raise RefusedError(f"{name} nomme deux fois le même membre ou le même dossier")
    in_force = canonical(said["grid"]) == canonical(campaign.grid.document)
    return Lot(said["lot"], said["serial"], said["round"], members, dossiers, in_force)


def _is_under_rules(said: Mapping[str, Any], campaign: Campaign) -> bool:
    # Byte for byte: Python takes `true` for 1, a digest does not.
    return (
        said["campaign"] == campaign.id
        and sha512(canonical(said["grid"])) in campaign.grids
        and _neutralised(said["neutralised"]) == campaign.neutralised
    )


# ----------------------------------------------------------------------------------------------- the fiches


@dataclass(frozen=True)
class Statement:
    """What one fiche says of one dossier: a closed reading, or a recusal without marks."""

    marks: Mapping[str, tuple[Any, str]] | None  # mark and motive of each criterion that is not blank
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fiche:
    """What counts of a fiche, and how many of its texts are here."""

    digest: str
    member: str
    key: str  # which computer of the member made it; empty when two agents entered it from paper
    prev: frozenset[str]
    says: Mapping[str, Statement]
    present: int
    withheld: int
    seq: int = 0  # of a paper: only that orders papers, and only to check them


class FicheReader:
    """Reads the fiches of an archive against its campaign and its lots."""

    def __init__(self, archive: Archive, campaign: Campaign, lots: Mapping[str, Lot]) -> None:
        """Begin with no mark read."""
        self._archive, self._campaign, self._lots = archive, campaign, lots
        self._marks = 0

    def read(self, name: str) -> Fiche:
        """Return one fiche: its name, its author, its lots, its marks and its texts were checked."""
        if name != f"fiches/{self._archive.digests[name]}.acte":
            raise RefusedError(f"{short(name)} n’a pas l’empreinte de son nom : l’acte a été changé")
        said = act_document(self._archive, name, FICHE)
        self._check_author(name, said)
        self._check_lots(name, said)
        self._check_said(name, said)
        return self._fiche(name, said, said["key"])

    def read_paper(self, name: str) -> Fiche:
        """Return one fiche that two agents entered from paper: its agents, its grid, its marks, its texts."""
        if name != f"papiers/{self._archive.digests[name]}.acte":
            raise RefusedError(f"{short(name)} n’a pas l’empreinte de son nom : l’acte a été changé")
        said = act_document(self._archive, name, PAPER)
        campaign = self._campaign
        if said["campaign"] != campaign.id or said["member"] not in campaign.institutions:
            raise RefusedError(f"{short(name)} n’est pas d’un membre de la campagne")
        if (said["grid"], said["round"]) != (campaign.grid.digest, campaign.round):
            raise RefusedError(f"{short(name)} est notée sur une autre grille, ou à un autre tour")
        agents = [agent["name"].casefold().split() for agent in said["agents"]]
        if len(agents) != 2 or not all(agents) or agents[0] == agents[1]:
            raise RefusedError(f"{short(name)} n’a pas été saisie par deux agents")
        self._check_settled(name, said)
        if not _spoken_of(said) <= campaign.dossiers.keys():
            raise RefusedError(f"{short(name)} parle d’un dossier qui n’est pas dans dossiers.json")
        self._check_said(name, said)
        return self._fiche(name, said, "")

    def _check_settled(self, name: str, said: Mapping[str, Any]) -> None:
        _once(name, [canonical(item).decode() for item in said["settled"]])
        entries = {
            reading["dossier"]: {entry["criterion"] for entry in reading["entries"]}
            for reading in said["dossiers"]
        }
        recused = {item["dossier"] for item in said["recused"]}
        for item in said["settled"]:
            dossier, criterion = item["dossier"], item.get("criterion")
            if item["part"] in ("mark", "remark"):
                is_said = criterion in entries.get(dossier, ())
            else:
                is_said = criterion is None and dossier in (recused if item["part"] == "reason" else entries)
            if not is_said:
                raise RefusedError(f"{short(name)} tranche une différence sur ce qu’elle ne dit pas")
        if bool(said["settled"]) != bool(said.get("settler", "").strip()):
            raise RefusedError(f"{short(name)} ne dit pas qui a tranché les différences de saisie")

    def _fiche(self, name: str, said: Mapping[str, Any], key: str) -> Fiche:
        present, withheld = self._check_texts(name, said)
        closed = [reading for reading in said["dossiers"] if reading["state"] == "closed"]
        says = {reading["dossier"]: _statement(reading) for reading in closed}
        says.update({item["dossier"]: Statement(None) for item in said["recused"]})
        self._marks += sum(len(statement.marks or ()) for statement in says.values())
        if self._marks > MAX_MARKS:
            raise RefusedError("l’archive a plus de notes que toute campagne")
        prev = frozenset(said["prev"])
        digest = self._archive.digests[name]
        return Fiche(digest, said["member"], key, prev, says, present, withheld, said["seq"])

    def _check_author(self, name: str, said: Mapping[str, Any]) -> None:
        member = said["member"]
        if said["campaign"] != self._campaign.id or member not in self._campaign.institutions:
            raise RefusedError(f"{short(name)} n’est pas d’un membre de la campagne")
        card = act_document(self._archive, f"{name[:-5]}.carte", CARD, MAX_CARD)
        named = (card["campaign"], card["member"], key_id(card["keys"]))
        if named != (said["campaign"], member, said["key"]):
            raise RefusedError(f"{short(name)} n’est pas du membre dont la carte est à côté")
        if said["key"] not in self._campaign.keys.get(member, ()):
            raise RefusedError(
                f"{short(name)} vient d’un ordinateur que registre.json ne donne pas à son auteur"
            )

    def _check_lots(self, name: str, said: Mapping[str, Any]) -> None:
        """Refuse a fiche marked on other lots than its author's, or that speaks of what they do not hold."""
        member = said["member"]
        lots = [self._lot(name, item, member) for item in said["lots"]]
        if not lots or any(lot.round != said["round"] for lot in lots):
            raise RefusedError(f"{short(name)} n’est pas du tour des lots sur lesquels elle est notée")
        held = {dossier for lot in lots for dossier in lot.dossiers}
        if not held <= self._campaign.dossiers.keys():
            raise RefusedError(
                f"{short(name)} est notée sur un lot dont un dossier n’est pas dans dossiers.json"
            )
        if not _spoken_of(said) <= held:
            raise RefusedError(f"{short(name)} parle d’un dossier qui n’est pas dans ses lots")

    def _check_said(self, name: str, said: Mapping[str, Any]) -> None:
        """Refuse what no member could say."""
        read = _once(name, [reading["dossier"] for reading in said["dossiers"]])
        recused = _once(name, [item["dossier"] for item in said["recused"]])
        tied = _once(name, [item["dossier"] for item in said["ties"]])
        personal = {item["dossier"] for item in said["ties"] if item["kind"] == "personal"}
        if not personal <= recused <= tied or read & recused:
            raise RefusedError(
                f"{short(name)} a un déport sans son lien, ou la lecture d’un dossier laissé de côté"
            )
        for reading in said["dossiers"]:
            self._check_reading(name, reading, self._campaign.silent(said["member"]))

    def _lot(self, name: str, item: Mapping[str, Any], member: str) -> Lot:
        lot = self._lots.get(item["manifest_sha512"])
        if lot is None or (lot.name, lot.serial) != (item["lot"], item["serial"]):
            raise RefusedError(f"{short(name)} est notée sur un lot qui n’est pas dans l’archive")
        if lot.institutions.get(member) != self._campaign.institutions[member]:
            raise RefusedError(f"{short(name)} est notée sur un lot qui n’est pas celui de son auteur")
        if not lot.is_in_force:
            raise RefusedError(f"{short(name)} est notée sur une version de la grille qui n’a plus cours")
        return lot

    def _check_reading(self, name: str, reading: Mapping[str, Any], silent: frozenset[str]) -> None:
        where = f"{short(name)}, dossier {shown(reading['dossier'])}"
        grid = self._campaign.grid
        entries = {entry["criterion"]: entry for entry in reading["entries"]}
        _once(name, [entry["criterion"] for entry in reading["entries"]])
        if not entries.keys() <= grid.shares.keys():
            raise RefusedError(f"{where} : un critère n’est pas dans la grille")
        for criterion, entry in entries.items():
            mark, motive = entry["mark"], entry.get("motive")
            is_level = type(mark) is not int or mark <= grid.maximum
            has_motive = motive in grid.document["reasons"] if mark == "NE" else motive is None
            if not is_level or not has_motive:
                raise RefusedError(f"{where} : la note de {shown(criterion)} n’existe pas dans la grille")
            if criterion in silent and mark is not None:
                raise RefusedError(
                    f"{where} : {shown(criterion)} est neutralisé pour l’organisme de l’auteur"
                )
        if reading["state"] == "open":
            return
        for criterion in grid.shares.keys() - silent:
            entry = entries.get(criterion, {"mark": None})
            if entry["mark"] is None:
                raise RefusedError(f"{where} : {shown(criterion)} n’est pas noté dans une lecture close")
            is_supported = "remark_digest" in entry or entry.get("evidence")
            is_extreme = grid.maximum > 1 and entry["mark"] in (0, grid.maximum)
            if (is_extreme or entry["mark"] == "NE") and not is_supported:
                raise RefusedError(f"{where} : la note de {shown(criterion)} n’est pas motivée")

    def _check_texts(self, name: str, said: Mapping[str, Any]) -> tuple[int, int]:
        """Return how many texts are here and how many are withheld; refuse altered or uncalled-for ones."""
        stem = name[:-5]
        where = f"{short(stem)}.textes"
        held: dict[str, Any] = {}
        if f"{stem}.textes" in self._archive.entries:
            held = decoded(self._archive.read(f"{stem}.textes", MAX_TEXTS), where, MAX_TEXTS_ITEMS)
            check_shape(held, SALTED, where)
        called = list(_called(said))
        wanted = {digest: (kind, piece) for digest, kind, piece in called}
        if len(wanted) != len(called):
            raise RefusedError(f"{short(name)} appelle deux fois le même texte")
        for digest, text in held.items():
            if sha512(bytes.fromhex(text["salt"]) + text["text"].encode("utf-8")) != digest:
                raise RefusedError(f"{where} : un texte n’est pas celui que son auteur a validé")
            kind, piece = wanted.get(digest, ("", ""))
            if text["kind"] != kind:
                raise RefusedError(f"{where} : un texte n’est pas appelé par la fiche")
            if kind == "evidence":
                _check_passage(text["text"].encode("utf-8"), piece, where)
        return len(held), len(wanted) - len(held)


def _spoken_of(said: Mapping[str, Any]) -> set[str]:
    """Return every dossier that a fiche speaks of."""
    return {item["dossier"] for part in ("dossiers", "recused", "ties") for item in said[part]}


def check_papers(papers: Sequence[Fiche]) -> None:
    """Refuse a paper that says it follows anything but an earlier paper of its member.

    Only a member comes back on what they signed: a paper beside a fiche that differs is a contradiction.
    """
    known = {paper.digest: paper for paper in papers}
    if len({(paper.member, paper.seq) for paper in papers}) != len(papers):
        raise RefusedError("deux grilles papier d’un membre portent le même numéro")
    for paper in papers:
        for digest in paper.prev:
            before = known.get(digest)
            if before is None or before.member != paper.member or before.seq >= paper.seq:
                name = short(f"papiers/{paper.digest}.acte")
                raise RefusedError(f"{name} ne suit pas une grille papier plus ancienne de ce membre")


def _once(name: str, listed: list[str]) -> set[str]:
    if len(set(listed)) != len(listed):
        raise RefusedError(f"{short(name)} dit deux fois la même chose")
    return set(listed)


def _statement(reading: Mapping[str, Any]) -> Statement:
    entries = (entry for entry in reading["entries"] if entry["mark"] is not None)
    marks = {entry["criterion"]: (entry["mark"], entry.get("motive", "")) for entry in entries}
    return Statement(marks, tuple(reading["tags"]))


def _called(said: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the digest, the kind and the piece of every text that a fiche calls for."""
    for item in said["recused"]:
        yield item["reason_digest"], "reason", ""
    for reading in said["dossiers"]:
        for entry in reading["entries"]:
            if "remark_digest" in entry:
                yield entry["remark_digest"], "remark", ""
            for passage in entry.get("evidence", ()):
                yield passage["digest"], "evidence", passage["piece"]


def _check_passage(text: bytes, piece: str, where: str) -> None:
    passage = decoded(text, where, MAX_TEXTS_ITEMS)
    check_shape(passage, PASSAGE, where)
    if passage["piece"] != piece or any(len(rect) != 4 for rect in passage["rects"]):
        raise RefusedError(f"{where} : un passage n’est pas de la pièce que la fiche nomme")


# ---------------------------------------------------------- decisions, list of the close, changes of keys


def read_exclusions(
    archive: Archive, campaign: Campaign, fiches: Sequence[Fiche]
) -> frozenset[tuple[str, str]]:
    """Return the fiche and the dossier of every reading that the chair set aside."""
    authors = {fiche.digest: fiche.member for fiche in fiches}
    found = set()
    for name in archive.named("actes/", ".acte"):
        if name != f"actes/{archive.digests[name]}.acte":
            raise RefusedError(f"{short(name)} n’a pas l’empreinte de son nom : l’acte a été changé")
        said = act_document(archive, name, DECISION)
        if said["campaign"] != campaign.id or authors.get(said["sheet"]) != said["member"]:
            raise RefusedError(f"{short(name)} écarte une lecture qui n’est pas dans l’archive")
        found.add((said["sheet"], said["dossier"]))
    return frozenset(found)


@dataclass(frozen=True)
class Outcome:
    """What the meeting changes in the figures."""

    acts: int = 0
    collegial: Mapping[tuple[str, str], int] = field(default_factory=dict)  # dossier, criterion
    changes: Mapping[tuple[str, str, str], Any] = field(default_factory=dict)  # member, dossier, criterion
    rules: str = ""  # whether they were adopted before the ranking was shown; empty without any


def read_chain(archive: Archive, campaign: Campaign, chain: str, shape: Any) -> list[dict[str, Any]]:
    """Return the acts of the meeting or of the decision, each naming the one before."""
    names = archive.named(f"{chain}/", ".acte")
    if set(names) != {f"{chain}/{number:04d}.acte" for number in range(1, len(names) + 1)}:
        raise RefusedError(f"les actes de {chain}/ ne se suivent pas de 1 en 1")
    acts, prev = [], ""
    for number in range(1, len(names) + 1):
        name = f"{chain}/{number:04d}.acte"
        said = act_document(archive, name, shape)
        if (said["campaign"], said["number"], said["prev"]) != (campaign.id, number, prev):
            raise RefusedError(f"{short(name)} ne suit pas l’acte qui le précède")
        prev = archive.digests[name]
        acts.append(said)
    return acts


def read_outcome(archive: Archive, campaign: Campaign) -> Outcome:
    """Return the collegial marks of the meeting, and the marks changed in it once they were made official."""
    acts = read_chain(archive, campaign, "seance", MEETING)
    undone = {said["fact"].get("number") for said in acts if said["kind"] == "undone"}
    collegial: dict[tuple[str, str], int] = {}
    changes: dict[tuple[str, str, str], Any] = {}
    is_official = False
    for said in acts:
        fact = said["fact"]
        if said["number"] in undone or said["kind"] not in ("collegial_mark", "mark_changed", "second_round"):
            continue
        try:
            if said["kind"] == "second_round":
                is_official = fact["is_official"] is True
                continue
            mark = fact["mark" if said["kind"] == "collegial_mark" else "after"]
            is_level = type(mark) is int and 0 <= mark <= campaign.grid.maximum
            if fact["criterion"] not in campaign.grid.shares or not (is_level or mark == "NE"):
                raise RefusedError(f"l’acte n° {said['number']} de la séance donne une note impossible")
            if said["kind"] == "collegial_mark":
                collegial[fact["dossier"], fact["criterion"]] = mark
            else:
                changes[fact["member"], fact["dossier"], fact["criterion"]] = mark
        except (KeyError, TypeError) as error:
            raise RefusedError(f"l’acte n° {said['number']} de la séance n’a pas sa forme") from error
    return Outcome(len(acts), collegial, changes if is_official else {}, adoption_of(acts))


def adoption_of(acts: Sequence[Mapping[str, Any]]) -> str:
    """Say whether the rules that bear on the outcome were adopted, or changed, once the ranking was shown."""
    locked: dict[str, Any] | None = None
    is_shown = is_late = False
    for said in acts:
        is_shown = is_shown or said["kind"] == "ranking_shown"
        if said["kind"] == "rules_adopted":
            free = ("chair", "chair_member", "reason")
            adopted = {name: value for name, value in said["fact"].items() if name not in free}
            is_late = is_late or (is_shown and adopted != locked)
            locked = adopted
    if locked is None:
        return ""
    variety = "places et règles de variété" if "variety" in locked else "places"
    return f"{variety} adoptées {'après classement' if is_late else 'avant la présentation du classement'}"


def read_register(archive: Archive, campaign: Campaign, fiches: Sequence[Fiche]) -> Mapping[str, Any] | None:
    """Return the list of the close, every fiche of which is here and of its member; None without one."""
    name = "annuaire.acte"
    if name not in archive.entries:
        return None
    said = act_document(archive, name, REGISTER)
    keys = {member["id"]: {key_id(own) for own in member["keys"]} for member in said["members"]}
    known = {fiche.digest: fiche for fiche in fiches}
    listed = [line["sha512"] for line in said["sheets"]]
    if said["campaign"] != campaign.id or len(keys) != len(said["members"]):
        raise RefusedError(f"{name} n’est pas de cette campagne, ou nomme deux fois la même personne")
    if len(set(listed)) != len(listed):
        raise RefusedError(f"{name} nomme deux fois la même fiche")
    for line in said["sheets"]:
        fiche = known.get(line["sha512"])
        is_theirs = fiche is not None and fiche.member == line["member"]
        is_unknown = fiche is not None and fiche.key and fiche.key not in keys.get(line["member"], ())
        if fiche is None or not is_theirs or is_unknown:
            raise RefusedError(f"{name} retient une fiche qui n’est pas dans l’archive, ou pas de ce membre")
    return said


def read_rotations(archive: Archive, campaign: Campaign) -> int:
    """Return how many changes of the secretariat's keys were declared, each between keys that follow."""
    held = archive.named("rotations/", ".acte")
    names = [f"rotations/{number}.acte" for number in range(1, len(held) + 1)]
    if set(held) != set(names):
        raise RefusedError("les changements de clés ne se suivent pas de 1 en 1")
    changes = iter(list(zip(campaign.key_sets, campaign.key_sets[1:])))
    for name in names:
        said = act_document(archive, name, ROTATION)
        # Consumed as it is searched: each act comes after the one before.
        if said["campaign"] != campaign.id or (said["old"], said["new"]) not in changes:
            raise RefusedError(f"{name} ne relie pas deux clés qui se suivent dans registre.json")
    return len(names)


def check_journal(archive: Archive) -> int:
    """Return the number of events, each chained to the one before."""
    events = document_of(archive, "journal.json", JOURNAL)
    previous = ""
    for number, event in enumerate(events, start=1):
        body = {name: value for name, value in event.items() if name != "digest"}
        if (event["seq"], event["prev"]) != (number, previous) or sha512(canonical(body)) != event["digest"]:
            raise RefusedError(f"le journal ne tient plus d’une seule pièce à l’événement {number}")
        previous = event["digest"]
    return len(events)


# ------------------------------------------------------------------------------------------------ the merge


@dataclass
class Merge:
    """What each member says of each dossier in the end."""

    counted: dict[tuple[str, str], Statement] = field(default_factory=dict)  # member, dossier
    recused: set[tuple[str, str]] = field(default_factory=set)
    forks: set[tuple[str, str]] = field(default_factory=set)


def merge(
    fiches: Sequence[Fiche], keys: Mapping[str, Sequence[str]], excluded: frozenset[tuple[str, str]]
) -> Merge:
    """Merge the fiches, whatever their order: what stands, what is left aside, what contradicts itself."""
    result = Merge()
    for member in sorted({fiche.member for fiche in fiches}):
        own = [fiche for fiche in fiches if fiche.member == member]
        before = _ancestors(own)
        age = {key: place for place, key in enumerate(keys.get(member, ()))}
        for dossier in sorted({dossier for fiche in own for dossier in fiche.says}):
            saying = [
                place
                for place, fiche in enumerate(own)
                if dossier in fiche.says and (fiche.digest, dossier) not in excluded
            ]
            if saying:
                last = _last(saying, own, before, age, dossier)
                _settle(result, (member, dossier), [own[place] for place in last])
    return result


def _ancestors(own: Sequence[Fiche]) -> list[int]:
    """Return for each fiche the set, as bits, of those of its author that come before it."""
    place = {fiche.digest: number for number, fiche in enumerate(own)}
    named = [[place[digest] for digest in fiche.prev if digest in place] for fiche in own]
    before: list[int | None] = [None] * len(own)
    for start in range(len(own)):
        waiting = [start]
        while waiting:
            here = waiting[-1]
            missing = [number for number in named[here] if before[number] is None]
            if before[here] is None and not missing:
                known = 0
                for number in named[here]:
                    known |= 1 << number | (before[number] or 0)
                before[here] = known
            if before[here] is not None:
                waiting.pop()
            elif len(waiting) > len(own):  # a digest cannot name itself: only forged names could loop
                raise RefusedError("des fiches se nomment l’une l’autre comme plus anciennes")
            else:
                waiting.append(missing[0])
    return [known or 0 for known in before]


def _last(
    saying: Sequence[int], own: Sequence[Fiche], before: Sequence[int], age: Mapping[str, int], dossier: str
) -> list[int]:
    """Return the fiches that no later one supersedes.

    First those that none of the others has before itself; then, among these, those of the newest computer,
    and every recusal: that of an older computer is not undone by a newer one that did not know of it. What
    was entered from paper is of no computer: it stays.
    """
    followed = 0
    for place in saying:
        followed |= before[place]
    last = [place for place in saying if not followed >> place & 1]
    newest = max((age[own[place].key] for place in last if own[place].key), default=0)
    return [
        place
        for place in last
        if own[place].says[dossier].marks is None or not own[place].key or age[own[place].key] == newest
    ]


def _settle(result: Merge, pair: tuple[str, str], standing: Sequence[Fiche]) -> None:
    statements = [fiche.says[pair[1]] for fiche in standing]
    if any(statement != statements[0] for statement in statements):
        result.forks.add(pair)
    elif statements[0].marks is None:
        result.recused.add(pair)
    else:
        result.counted[pair] = statements[0]


# ------------------------------------------------------------------------------------------------ the score


@dataclass(frozen=True)
class Own:
    """One reader's own figures: for information, and for the quorum."""

    total: Fraction | None
    coverage: Fraction


@dataclass(frozen=True)
class Score:
    """The official figures of one dossier."""

    dossier: str
    criteria: Mapping[str, Fraction | None]
    sections: Mapping[str, Fraction | None]
    note: Fraction | None
    owns: Mapping[str, Own]

    def value(self, target: str) -> Fraction | None:
        """Return what `total`, `section:ID` or `critere:ID` designates."""
        kind, _, name = target.partition(":")
        if target == "total":
            return self.note
        return (self.sections if kind == "section" else self.criteria)[name]


NO_COLLEGIAL: Mapping[tuple[str, str], int] = {}


def score_of(
    campaign: Campaign,
    dossier: str,
    readings: Mapping[str, Mapping[str, Any]],
    collegial: Mapping[tuple[str, str], int] = NO_COLLEGIAL,
) -> Score:
    """Compute a dossier from the marks of its readers: criterion first, nothing renormalised.

    A collegial mark is the value of a criterion that nobody marked.
    """
    grid = campaign.grid
    criteria = {
        criterion: _criterion(campaign, {member: marks.get(criterion) for member, marks in readings.items()})
        for criterion in grid.shares
    }
    for criterion, value in criteria.items():
        if value is None and (dossier, criterion) in collegial:
            criteria[criterion] = Fraction(collegial[dossier, criterion])
    sections: dict[str, Fraction | None] = {}
    for name, (_, weights) in grid.sections.items():
        found = [(weight, criteria[criterion]) for criterion, weight in weights.items()]
        sections[name] = _weighted(found)
    total = _weighted([(weight, sections[name]) for name, (weight, _) in grid.sections.items()])
    note = None if total is None else 100 * total / grid.maximum
    owns = {member: _own(grid, marks, campaign.silent(member)) for member, marks in sorted(readings.items())}
    return Score(dossier, criteria, sections, note, owns)


def _weighted(values: Sequence[tuple[Fraction, Fraction | None]]) -> Fraction | None:
    """Return the weighted mean, undefined as soon as one value is."""
    total = Fraction(0)
    for weight, value in values:
        if value is None:
            return None
        total += weight * value
    return total / sum((weight for weight, _ in values), Fraction(0))


def _criterion(campaign: Campaign, marks: Mapping[str, Any]) -> Fraction | None:
    """Return the mean over the voices, each the mean of its readers; NE and neutralised are left out."""
    voices: dict[str, list[int]] = {}
    for member, mark in marks.items():
        if type(mark) is int:
            is_body = campaign.rules["voice_unit"] == "institution"
            voices.setdefault(campaign.institutions[member] if is_body else member, []).append(mark)
    own = [Fraction(sum(voice), len(voice)) for voice in voices.values()]
    return sum(own, Fraction(0)) / len(own) if own else None


def _own(grid: Grid, marks: Mapping[str, Any], silent: frozenset[str]) -> Own:
    levels = {criterion: mark for criterion, mark in marks.items() if type(mark) is int}
    total = weighed = Fraction(0)
    for weight, weights in grid.sections.values():
        marked = [criterion for criterion in weights if criterion in levels]
        if marked:
            mass = sum((weights[criterion] for criterion in marked), Fraction(0))
            total += weight * sum((weights[c] * levels[c] for c in marked), Fraction(0)) / mass
            weighed += weight
    share = sum((grid.shares[criterion] for criterion in levels), Fraction(0))
    allowed = sum((own for criterion, own in grid.shares.items() if criterion not in silent), Fraction(0))
    return Own(
        100 * total / (grid.maximum * weighed) if weighed else None,
        share / allowed if allowed else Fraction(0),
    )


def rounded(value: Fraction, decimals: int) -> str:
    """Write a value that is not negative, halves up."""
    units = (2 * value.numerator * 10**decimals + value.denominator) // (2 * value.denominator)
    digits = str(units).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits


def displays(notes: Iterable[Fraction | None]) -> dict[Fraction, str]:
    """Return the text of each note: the fewest decimals, 2 to 6, that no different note shares."""
    values = {note for note in notes if note is not None}
    texts: dict[Fraction, str] = {}
    for decimals in range(2, 7):
        written = {note: rounded(note, decimals) for note in values}
        sharing = Counter(written.values())
        for note, text in written.items():
            if sharing[text] == 1:
                texts.setdefault(note, text)
    return {note: texts.get(note, str(note)) for note in values}


@dataclass(frozen=True)
class Row:
    """One line of the ranking."""

    score: Score
    status: str
    rank: int | None = None
    line: str | None = None


def ranking(campaign: Campaign, scores: Iterable[Score]) -> list[Row]:
    """Rank: ties share a rank, the ranked first, then the others in the order of their names."""
    listed = sorted(scores, key=lambda score: score.dossier)
    statuses = {score.dossier: _status(campaign, score) for score in listed}
    keys = {
        score.dossier: _rank_key(campaign.rules, score)
        for score in listed
        if statuses[score.dossier] == "classe"
    }
    sharing = Counter(keys.values())
    rank_of, place = {}, 1
    for key in sorted(sharing, reverse=True):
        rank_of[key] = place
        place += sharing[key]
    rows = []
    for score in listed:
        own = keys.get(score.dossier)
        if own is None:
            rows.append(Row(score, statuses[score.dossier]))
        else:
            line = _line(rank_of[own], sharing[own], campaign.rules["seats"])
            rows.append(Row(score, "classe", rank_of[own], line))
    return sorted(rows, key=lambda row: (row.rank is None, row.rank or 0))  # stable: names inside a tie


def _status(campaign: Campaign, score: Score) -> str:
    if score.dossier in campaign.ineligible:
        return "ineligible"
    if score.note is None:
        return "incomplet"
    effective = sum(2 * own.coverage >= 1 for own in score.owns.values())
    if effective < campaign.rules["readings_min"]:
        return "sous_quorum"
    for threshold in campaign.rules["thresholds"]:
        value = score.value(threshold["target"])
        if value is not None and value < Fraction(threshold["minimum"]):
            return "elimine"
    return "classe"


def _rank_key(rules: Mapping[str, Any], score: Score) -> tuple[Fraction, ...]:
    note = score.note or Fraction(0)
    if rules["rank_mode"] == "arrondi":
        note = Fraction(rounded(note, rules["decimals"]))
    return (note, *(score.value(target) or Fraction(0) for target in rules["tie_break"]))


def _line(rank: int, group: int, seats: int) -> str:
    if rank + group - 1 <= seats:
        return "au_dessus"
    return "a_la_ligne" if rank <= seats else "en_dessous"


# ------------------------------------------------------------------------------------------- the comparison


def recompute(
    campaign: Campaign,
    fiches: Sequence[Fiche],
    excluded: frozenset[tuple[str, str]],
    outcome: Outcome,
) -> tuple[dict[str, Any], list[Row], Merge]:
    """Return what `resultats.json` must say, the rows of the ranking, and the merge."""
    merged = merge(fiches, campaign.keys, excluded)
    recused = merged.recused | campaign.kept_away
    readings: dict[str, dict[str, Mapping[str, Any]]] = {dossier: {} for dossier in campaign.dossiers}
    for (member, dossier), statement in merged.counted.items():
        if (member, dossier) not in recused:
            marks = statement.marks or {}
            readings[dossier][member] = {criterion: mark for criterion, (mark, _) in marks.items()} | {
                criterion: mark
                for (who, where, criterion), mark in outcome.changes.items()
                if (who, where) == (member, dossier)
            }
    rows = ranking(
        campaign,
        [score_of(campaign, dossier, own, outcome.collegial) for dossier, own in readings.items()],
    )
    texts = displays(row.score.note for row in rows)
    expected = {
        "campaign": campaign.id,
        "grid": campaign.grid.digest,
        "seats": campaign.rules["seats"],
        "sheets": sorted(fiche.digest for fiche in fiches),
        "ranking": [_line_document(campaign, row, texts) for row in rows],
        "recused": sorted([member, dossier] for member, dossier in recused),
        "forks": sorted([member, dossier] for member, dossier in merged.forks),
    }
    return expected, rows, merged


def _line_document(campaign: Campaign, row: Row, texts: Mapping[Fraction, str]) -> dict[str, Any]:
    score = row.score
    return {
        "dossier": score.dossier,
        "status": row.status,
        "reason": campaign.ineligible.get(score.dossier, ""),
        "rank": row.rank,
        "line": row.line,
        "note": _text(score.note),
        "display": None if score.note is None else texts[score.note],
        "sections": {name: _text(value) for name, value in score.sections.items()},
        "criteria": {name: _text(value) for name, value in score.criteria.items()},
        "readings": len(score.owns),
        "totals": {
            member: {"total": _text(own.total), "coverage": _text(own.coverage)}
            for member, own in score.owns.items()
        },
    }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def differences(found: Any, expected: Mapping[str, Any]) -> Iterator[str]:
    """Yield what `resultats.json` says otherwise than the computation."""
    if not isinstance(found, dict) or found.keys() != expected.keys():
        yield "resultats.json n’a pas la forme attendue"
        return
    for name in sorted(expected.keys() - {"ranking"}):
        if not _same(found[name], expected[name]):
            yield f"resultats.json : « {name} » n’est pas ce que disent les autres documents"
    lines = found["ranking"] if isinstance(found["ranking"], list) else []
    rows = {line.get("dossier"): line for line in lines if _is_line(line)}
    wanted = {line["dossier"]: line for line in expected["ranking"]}
    if len(rows) != len(lines) or rows.keys() != wanted.keys():
        yield "resultats.json ne classe pas les dossiers de l’archive, chacun une fois"
        return
    for dossier, line in wanted.items():
        yield from _line_differences(dossier, rows[dossier], line)
    if list(rows) != list(wanted):
        yield "resultats.json donne les dossiers dans un autre ordre"


def _is_line(line: Any) -> bool:
    return isinstance(line, dict) and isinstance(line.get("dossier"), str)


def _line_differences(dossier: str, found: Mapping[str, Any], expected: Mapping[str, Any]) -> Iterator[str]:
    words = {"note": "note", "rank": "rang", "status": "état", "line": "place par rapport à la ligne"}
    for name in sorted(expected.keys() | found.keys()):
        said, computed = found.get(name, "absent"), expected.get(name, "absent")
        if _same(said, computed):
            continue
        if isinstance(said, (dict, list)) or isinstance(computed, dict):
            yield f"dossier {shown(dossier)} : « {shown(name)} » n’est pas ce que donne le calcul"
        else:
            word = words.get(name, f"« {shown(name)} »")
            figures = f"{_said(said)} dans resultats.json, {_said(computed)} recalculé"
            yield f"dossier {shown(dossier)} : {word} {figures}"


def _said(value: object) -> str:
    return "(aucun)" if value is None or value == "" else shown(value)


def _same(first: Any, second: Any) -> bool:
    """Compare as JSON does, where `true` is not 1."""
    return json.dumps(first, sort_keys=True) == json.dumps(second, sort_keys=True)


# ----------------------------------------------------------------------------------------------- the checks

ALWAYS = ("campagne.json", "dossiers.json", "journal.json", "lisezmoi.txt", "registre.json", "resultats.json")
TEXTS_NAME = re.compile(r"((?:fiches|papiers)/[0-9a-f]{128})\.textes")
EXPECTED = re.compile(
    r"lots/[A-Za-z0-9_-]+\.acte|fiches/[0-9a-f]{128}\.(?:acte|carte|textes)|actes/[0-9a-f]{128}\.acte"
    r"|papiers/[0-9a-f]{128}\.(?:acte|textes)|rotations/[1-9][0-9]{0,3}\.acte|annuaire\.acte|(?:seance|decision)/[0-9]{4,6}\.acte"
)
STATUSES = {
    "ineligible": "irrecevable",
    "incomplet": "incomplet",
    "sous_quorum": "sous quorum",
    "elimine": "éliminé",
    "classe": "classé",
}
LINES = {"au_dessus": "dans les places", "a_la_ligne": "ex æquo à la ligne", "en_dessous": "sous la ligne"}


class Verification:
    """What was checked, said as it goes, and what does not hold, said at the end."""

    def __init__(self, archive: Archive, digest: str | None, *, wants_table: bool) -> None:
        """Begin with nothing wrong."""
        self._archive, self._digest, self._wants_table = archive, digest, wants_table
        self.faults: list[str] = []

    def run(self) -> None:
        """Check everything that can be, each part as far as those it rests on hold."""
        self._root()
        self._journal()
        try:
            campaign = read_campaign(self._archive)
            say(
                f"Campagne : {count(len(campaign.institutions), 'membre', 'membres')}, "
                f"{count(len(campaign.dossiers), 'dossier', 'dossiers')}, grille de "
                f"{count(len(campaign.grid.shares), 'critère', 'critères')}"
            )
            self._contents(campaign)
        except RefusedError as refusal:
            self.faults.append(str(refusal))
            say("Notes et rangs : non recalculés, puisqu’une pièce dont ils dépendent ne tient pas")
        say(
            "Signatures : elles ne sont pas vérifiées ici ; « commission-app verify » les vérifie toutes, "
            "ssh-keygen les classiques (docs/formats.md)"
        )

    def _root(self) -> None:
        data = self._archive.read("racine.json", MAX_ROOT)
        listed = decoded(data, "racine.json", MAX_DOCUMENT_ITEMS)
        check_shape(listed, ROOT, "racine.json")
        files: Mapping[str, str] = listed["files"]
        before = len(self.faults)
        names = list(self._archive.entries)
        if names != ["racine.json", *sorted(names[1:])]:
            self.faults.append("les documents de l’archive ne sont pas dans l’ordre de leurs noms")
        self.faults += self._unlisted(files)
        for name, digest in files.items():
            if name in self._archive.digests and self._archive.digests[name] != digest:
                self.faults.append(f"{short(name)} n’est pas le document que la racine annonce")
        if len(self.faults) == before:
            total = count(len(files), "document conforme", "documents conformes")
            say(f"Racine : {total} à leur empreinte, aucun de trop, aucun manquant")
        self._root_digest(self._archive.digests["racine.json"])

    def _unlisted(self, files: Mapping[str, str]) -> Iterator[str]:
        for name in self._archive.entries:
            texts = TEXTS_NAME.fullmatch(name)
            if texts and f"{texts[1]}.acte" in files:
                continue
            if name not in files and name != "racine.json":
                yield f"{short(name)} est dans l’archive et n’est pas à la racine"
        for name in files:
            if name not in self._archive.entries:
                yield f"{short(name)} est à la racine et manque dans l’archive"
            card = name.endswith(".carte") and f"{name[:-6]}.acte" not in files
            if card or TEXTS_NAME.fullmatch(name) or not (name in ALWAYS or EXPECTED.fullmatch(name)):
                yield f"{short(name)} n’est pas un document d’archive"
        for name in ALWAYS:
            if name not in files:
                yield f"{name} manque à la racine"

    def _root_digest(self, found: str) -> None:
        if self._digest is None:
            say(f"Empreinte de la racine, à comparer à celle du procès-verbal :\n  {found}")
        elif self._digest == found:
            say("Empreinte de la racine : c’est celle qui a été donnée")
        else:
            self.faults.append(
                f"l’empreinte de la racine n’est pas celle qui a été donnée : elle est {found}"
            )

    def _journal(self) -> None:
        try:
            events = check_journal(self._archive)
        except RefusedError as refusal:
            self.faults.append(str(refusal))
        else:
            say(f"Journal : {count(events, 'événement', 'événements')} d’une seule pièce")

    def _contents(self, campaign: Campaign) -> None:
        lots = read_lots(self._archive, campaign)
        held = count(len(lots), "manifeste", "manifestes")
        say(f"Lots : {held} sous la grille et les critères neutralisés de la campagne")
        if len(campaign.grids) > 1:
            say(f"Grille : version {len(campaign.grids)} en vigueur, aucune fiche n’est notée sur une autre")
        fiches = self._fiches(campaign, lots)
        excluded = read_exclusions(self._archive, campaign, fiches)
        self._secretariat(campaign, fiches)
        found = document_of(self._archive, "resultats.json", ANY)
        expected, rows, merged = recompute(campaign, fiches, excluded, self._meeting(campaign))
        say(_merge_line(merged, expected["recused"], excluded))
        different = list(differences(found, expected))
        self.faults += different
        if not different:
            ranked = count(sum(row.rank is not None for row in rows), "dossier classé", "dossiers classés")
            say(f"Notes et rangs : recalculés à l’identique, à la fraction près ({ranked})")
            figures = self._archive.digests["resultats.json"]
            say(f"Empreinte des chiffres, au pied du classement imprimé :\n  {figures}")
        if self._wants_table:
            print_table(campaign, rows)

    def _meeting(self, campaign: Campaign) -> Outcome:
        outcome = read_outcome(self._archive, campaign)
        decided = read_chain(self._archive, campaign, "decision", AUTHORITIES)
        if outcome.acts:
            settled = count(len(outcome.collegial), "note collégiale", "notes collégiales")
            changed = count(len(outcome.changes), "note changée", "notes changées")
            acts = count(outcome.acts, "acte", "actes")
            say(f"Séance : {acts} à la suite l’un de l’autre, {settled}, {changed} au second tour")
        if outcome.rules:
            say(f"Règles : {outcome.rules}")
        if decided:
            say(f"Décision : {count(len(decided), 'acte', 'actes')} à la suite l’un de l’autre")
        return outcome

    def _fiches(self, campaign: Campaign, lots: Mapping[str, Lot]) -> list[Fiche]:
        reader = FicheReader(self._archive, campaign, lots)
        fiches: list[Fiche] = []
        papers: list[Fiche] = []
        faults: list[str] = []
        for folder, read, found in (
            ("fiches/", reader.read, fiches),
            ("papiers/", reader.read_paper, papers),
        ):
            for name in self._archive.named(folder, ".acte"):
                fault = _tried(read, name, found)
                faults += [fault] if fault else []
        if faults:
            self.faults += faults[:-1]
            raise RefusedError(faults[-1])
        members = len({fiche.member for fiche in fiches})
        say(
            f"Fiches : {count(len(fiches), 'acte', 'actes')} de {count(members, 'membre', 'membres')}, "
            "chacun à l’empreinte de son nom"
        )
        check_papers(papers)
        if papers:
            say(f"Grilles papier : {count(len(papers), 'saisie', 'saisies')}, chacune par deux agents")
        fiches += papers
        present = sum(fiche.present for fiche in fiches)
        withheld = sum(fiche.withheld for fiche in fiches)
        say(
            f"Textes : {count(present, 'présent', 'présents')}, à l’empreinte que leur fiche annonce ; "
            f"{count(withheld, 'occulté', 'occultés')}"
        )
        return fiches

    def _secretariat(self, campaign: Campaign, fiches: Sequence[Fiche]) -> None:
        declared = read_rotations(self._archive, campaign)
        changes = len(campaign.key_sets) - 1
        if changes:
            say(
                f"Clés du secrétariat : {count(changes, 'changement', 'changements')}, "
                f"dont {count(declared, 'déclaré', 'déclarés')} par les clés d’avant"
            )
        register = read_register(self._archive, campaign, fiches)
        if register is None:
            say("Liste arrêtée : il n’y en a pas, la réception n’a pas été close")
        else:
            listed = count(len(register["sheets"]), "fiche", "fiches")
            say(
                f"Liste arrêtée n° {register['serial']} : {listed}, toutes dans l’archive. "
                f"Empreinte imprimée avec la synthèse :\n  {self._archive.digests['annuaire.acte']}"
            )


def _tried(read: Callable[[str], Fiche], name: str, fiches: list[Fiche]) -> str:
    """Add a fiche that holds to the others, or return what does not: every altered fiche is named."""
    try:
        fiches.append(read(name))
    except RefusedError as refusal:
        return str(refusal)
    return ""


def _merge_line(merged: Merge, recused: Sequence[object], excluded: Collection[object]) -> str:
    forks = count(len(merged.forks), "lecture contradictoire", "lectures contradictoires")
    return (
        f"Fusion : {count(len(merged.counted), 'lecture retenue', 'lectures retenues')}, "
        f"{count(len(recused), 'déport', 'déports')}, {forks} (sans effet), "
        f"{count(len(excluded), 'lecture écartée', 'lectures écartées')} par la présidence"
    )


def print_table(campaign: Campaign, rows: Sequence[Row]) -> None:
    """Print the ranking that was computed, whatever the archive says of it."""
    texts = displays(row.score.note for row in rows)
    say("Classement recalculé (rang, note, valeur exacte, état, dossier) :")
    for row in rows:
        note = row.score.note
        display = "—" if note is None else texts[note].replace(".", ",")
        state = STATUSES[row.status] if row.line is None else LINES[row.line]
        name = f"{shown(row.score.dossier)} ({shown(campaign.dossiers[row.score.dossier])})"
        exact = "—" if note is None else str(note)
        say(f"  {row.rank or '—':>4}  {display:>10}  {shown(exact):>16}  {state:<18}  {name}")


# ---------------------------------------------------------------------------------------------- the command

USAGE = """Vérifie l’archive d’une séance et recalcule son classement, sans le logiciel qui l’a écrite.

  python3 -I verifier.py ARCHIVE.zip [--digest EMPREINTE] [--table]

  --digest EMPREINTE  empreinte de la racine, telle que le procès-verbal la donne : 128 signes ;
                      entre guillemets si des espaces les séparent
  --table             imprimer aussi le classement recalculé

Rend 0 si tout tient, 1 si quelque chose ne tient pas, 2 si la commande est mal écrite."""


def say(text: str) -> None:
    """Print a line, with the unbreakable spaces that French wants."""
    for plain, fine in (("« ", "«\u00a0"), (" »", "\u00a0»"), (" :", "\u00a0:"), (" ;", "\u00a0;")):
        text = text.replace(plain, fine)
    print(text)


def parsed(arguments: Sequence[str]) -> tuple[str, str | None, bool] | None:
    """Return the archive, the digest and whether a table is wanted; None when the command is not one."""
    files, digest, wants_table = [], None, False
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--table":
            wants_table = True
        elif argument == "--digest" or argument.startswith("--digest="):
            value = argument.partition("=")[2] or next(waiting, "")
            digest = "".join(value.split()).lower()
            if not DIGEST.fullmatch(digest):
                return None
        elif argument.startswith("-"):
            return None
        else:
            files.append(argument)
    return (files[0], digest, wants_table) if len(files) == 1 else None


def verify(file: str, digest: str | None, *, wants_table: bool) -> list[str]:
    """Check an archive, say what holds, and return what does not."""
    try:
        with open(file, "rb", opener=_opened) as source:
            found = os.fstat(source.fileno())
            if not stat.S_ISREG(found.st_mode):
                return ["ce n’est pas un fichier"]
            archive = Archive(source, found.st_size)
            total = count(len(archive.entries), "document", "documents")
            say(f"Forme du fichier : {total}, pas un octet de trop")
            verification = Verification(archive, digest, wants_table=wants_table)
            try:
                verification.run()
            except RefusedError as refusal:
                verification.faults.append(str(refusal))
            return verification.faults
    except RefusedError as refusal:
        return [str(refusal)]
    except OSError as error:
        return [f"le fichier ne peut pas être lu ({type(error).__name__})"]
    except MemoryError:
        return ["l’archive demande plus de mémoire que cette machine n’en a"]


def _opened(path: str, flags: int) -> int:
    """Open without waiting for whoever would write into a pipe of that name."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a narrow terminal prints « ? » rather than fail
            stream.reconfigure(errors="replace")
    if {"-h", "--help"} & {*arguments}:
        print(USAGE)
        return 0
    command = parsed(arguments)
    if command is None:
        print(USAGE, file=sys.stderr)
        return 2
    file, digest, wants_table = command
    try:
        faults = verify(file, digest, wants_table=wants_table)
    except Exception as error:  # noqa: BLE001 - whatever the bytes, a sentence and no traceback
        faults = [f"l’archive contient quelque chose d’imprévu ({type(error).__name__})"]
    if not faults:
        say("Conforme")
        return 0
    say("Non conforme :")
    for fault in faults[:MOST_FAULTS]:
        say(f"- {fault}")
    if len(faults) > MOST_FAULTS:
        say(f"- et {len(faults) - MOST_FAULTS} autres")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
