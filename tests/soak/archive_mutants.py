"""Mutants of a meeting's archive under a root of their own: it is in clear, so anybody can write one.

Nothing can tell such an archive from a true one but its root, which the minutes print: whatever is changed,
the verification refuses, or says another root. Only texts may be missing under the same one.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from commission_app.scoring.grid import canonical_json
from commission_app.sealing.archive_file import is_texts, read_archive, write_archive
from commission_app.sealing.recognition import write_card
from commission_app.sealing.signed_act import claimed, digest
from commission_app.workflow.deliberation.archive import verify_archive, write_session_archive
from commission_app.workflow.deliberation.consolidate import facts_of
from commission_app.workflow.deliberation.decisions import exclude_reading
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.closing import close_reception
from commission_app.workflow.receiving.receive import accept_sheets
from tests.sealing import exchange as x
from tests.sealing.mutant import Mutant, Outcome, Target
from tests.sealing.mutations import damaged, forged, json_line
from tests.sealing.signed_mutants import signed
from tests.workflow.campaigns import invented, lot_of, mark_all, prepare

Entries = dict[str, bytes]
WRITTEN = ("campagne.json", "dossiers.json", "journal.json", "registre.json", "resultats.json")


def make_archive(folder: Path) -> Path:
    """Play a small campaign to its end and write its archive."""
    prepared = prepare(folder / "campagne", invented())
    lots, out, files = prepared.seal(), folder / "fiches", []
    out.mkdir()
    for mark, member in enumerate(("m01", "m02", "m03"), start=2):
        with prepared.member(member, lot_of(lots, member)) as session:
            mark_all(session, mark)
            files.append(hand_in(session, out, no_progress).file)
    archive = folder / "archive.zip"
    with prepared.secretariat() as desk:
        accept_sheets(desk, files, no_progress)
        sheet = facts_of(desk).sheets[0]
        exclude_reading(desk, sheet.sha512, next(iter(sheet.sheet.readings)), "La présidente", "lien")
        close_reception(desk)
        write_session_archive(desk, archive)
    return archive


class Rooted:
    """Writes entries under a root and verifies them, as a third party does."""

    def __init__(self, archive: Path, path: Path) -> None:
        self.root, entries = read_archive(archive)
        self.entries = dict(entries)
        self._path = path

    def mutant(self, entries: Mapping[str, bytes], changed: bytes) -> Mutant:
        """Return a mutant of some entries; `changed` is what is written down if it is at fault."""

        def read(_changed: bytes) -> Outcome:
            write_archive(self._path, entries)
            verified = verify_archive(self._path)
            if verified.root_sha512 != self.root:
                return Outcome.OWN
            _, held = read_archive(self._path)
            is_same = all(self.entries.get(name) == data for name, data in held.items())
            missing = self.entries.keys() - held.keys()
            return Outcome.SAME if is_same and all(map(is_texts, missing)) else Outcome.ACCEPTED

        return Mutant(changed, read)


def archive_targets(folder: Path) -> list[Target]:
    """Return the targets of this page."""
    rooted = Rooted(make_archive(folder), folder / "rooted.zip")
    held = rooted.entries

    def entry(random: Random) -> Mutant | None:
        name = random.choice(list(held))
        other = held[random.choice(list(held))]
        match random.randrange(6):
            case 0:
                return rooted.mutant({key: data for key, data in held.items() if key != name}, name.encode())
            case 1:
                data = other
            case 2:
                added = random.choice(("x.json", "lots/L1-v9.acte", "rotations/1.acte", "annuaire.acte"))
                return rooted.mutant({**held, added: held[name]}, held[name])
            case _:
                data = damaged(random, held[name], other)
        return None if data == held[name] else rooted.mutant({**held, name: data}, data)

    def document(random: Random) -> Mutant | None:
        name = random.choice(WRITTEN)
        found = json.loads(held[name])
        if name == "journal.json":
            data = chained(random, found)
        else:
            data = json_line(random, forged(random, found, found))
        return None if data == held[name] else rooted.mutant({**held, name: data}, data)

    def fiche(random: Random) -> Mutant | None:
        entries, act = with_another_fiche(random, held)
        return rooted.mutant(entries, act)

    return [
        Target("archive entry", "under", 1, entry),
        Target("archive document", "under", 1, document),
        Target("archive fiche", "under", 1, fiche),
    ]


def chained(random: Random, events: list[dict[str, Any]]) -> bytes:
    """Change an event of a journal, and the digests of all that follow."""
    place = random.randrange(len(events))
    events[place] = forged(random, events[place], events[place - 1])
    previous = ""
    if random.random() < 0.8:
        for event in events[place:] if isinstance(events[place], dict) else ():
            event["prev"] = events[place - 1]["digest"] if place and not previous else previous
            body = {key: value for key, value in event.items() if key != "digest"}
            written = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            event["digest"] = previous = digest(written.encode("utf-8", "surrogatepass"))
    return json_line(random, events)


def with_another_fiche(random: Random, held: Entries) -> tuple[Entries, bytes]:
    """Put in the place of a fiche one that its author's computer signed, whatever it says."""
    entries = {name: data for name, data in held.items() if name != "annuaire.acte" and "actes/" not in name}
    name = random.choice([name for name in entries if name.startswith("fiches/") and name.endswith(".acte")])
    stem = name.removesuffix(".acte")
    said = {**claimed(entries.pop(name)), "key": x.MEMBER.key_set.id}
    act = signed(json_line(random, forged(random, said, claimed(x.PARTS.act))), "fiche", x.MEMBER.signing)
    registry = json.loads(held["registre.json"])
    registry["keys"][said["member"]].append(x.MEMBER.key_set.id)
    entries["registre.json"] = canonical_json(registry)
    del entries[f"{stem}.carte"]
    texts = entries.pop(f"{stem}.textes")
    new = f"fiches/{digest(act)}"
    card = write_card(said["campaign"], said["member"], x.MEMBER)
    return {**entries, f"{new}.acte": act, f"{new}.carte": card, f"{new}.textes": texts}, act
