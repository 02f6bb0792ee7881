"""The synthesis of deliberation, read back from its file."""

import hashlib
import io
from dataclasses import replace
from functools import cache

import pikepdf

from commission_app.printing.synthesis_pdf import synthesis_pdf
from tests.printing.reading import structure_of, text_of
from tests.printing.samples import DIGEST, grid, register, synthesis


@cache
def printed() -> bytes:
    return synthesis_pdf(synthesis())


def test_it_is_a_proposal_submitted_to_decision_and_marked_as_a_project() -> None:
    text = text_of(printed())
    assert "proposition soumise à décision" in text
    assert "Projet — avant signature" in text
    final = text_of(synthesis_pdf(replace(synthesis(), is_project=False)))
    assert "Projet" not in final


def test_figures_open_it() -> None:
    structure = " ".join(structure_of(printed()).split())
    for figure in ('"16" "dossiers examinés"', '"5 / 5" "membres présents"', '"9" "proposés pour'):
        assert figure in structure


def test_before_the_meeting_no_member_is_said_to_be_present() -> None:
    text = text_of(synthesis_pdf(replace(synthesis(), members_present=None)))
    assert "5 / 5 fiches retenues" in text
    assert "membres présents" not in text


def test_territories_stand_above_at_and_beyond_the_line() -> None:
    text = text_of(printed())
    places = [
        text.index(words)
        for words in ("Territoires proposés", "À la limite des places", "Au-delà des places")
    ]
    assert places == sorted(places)
    assert places[0] < text.index("Val-Doré 9 ") < places[1] < text.index("Val-Doré 10 ") < places[2]


def test_diversity_is_told_in_words() -> None:
    text = text_of(printed())
    assert "5 urbains et 4 ruraux" in text
    assert "3 EPCI, 3 communes et 3 groupements" in text
    assert "3 départements représentés" in text


def test_a_departure_names_the_institution_and_no_reason() -> None:
    text = text_of(printed())
    assert "CC du Val-Doré 3 : un membre (DSS) a quitté la séance." in text
    assert "Aucun membre n’a quitté" in text_of(synthesis_pdf(replace(synthesis(), departures=())))


def test_unranked_dossiers_keep_their_reason() -> None:
    assert "Irrecevable — département hors de la liste" in text_of(printed())


def test_the_method_is_told_with_the_digest_of_the_grid() -> None:
    text = text_of(printed())
    assert "Chaque institution a une voix" in text
    assert "“accueil pour tous”" in text
    assert "CNAF ne note pas L3" in text
    assert grid().digest in text.replace(" ", "")


def test_the_printed_digest_is_that_of_the_attached_data() -> None:
    values = synthesis()
    pdf = synthesis_pdf(values)
    digest = hashlib.sha512(values.data).hexdigest()
    assert digest in text_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        attached = file.attachments["synthese.json"].get_file().read_bytes()
    assert hashlib.sha512(attached).hexdigest() == digest


def test_a_closed_reception_prints_the_digest_of_its_list_and_of_every_fiche() -> None:
    text = text_of(synthesis_pdf(replace(synthesis(), register=register())))
    signs = "".join(text.split())
    assert "Liste n° 2, arrêtée le 25 juin 2021 à 9 h 30" in text
    assert DIGEST in signs
    for sheet in register().sheets:
        assert sheet.digest[:64] in signs
        assert signs.count(sheet.digest[0] * 64) == 2
        assert "".join(sheet.member.split()) in signs
    assert "depuis" not in text[text.index("Fiches retenues") : text.index("Vérifier ce document")]


def test_fiches_that_came_after_the_close_are_told_apart() -> None:
    text = text_of(synthesis_pdf(replace(synthesis(), register=register(since=2))))
    assert "2 fiches arrivées depuis : la liste n’en tient pas compte." in text
    assert "Aucune fiche n’est retenue." in text_of(synthesis_pdf(replace(synthesis(), register=register(0))))


def test_an_open_reception_prints_no_list() -> None:
    assert "Fiches retenues" not in text_of(printed())


def test_the_digest_of_the_archive_is_printed_beside_the_way_to_check_it() -> None:
    root = "0123456789abcdef" * 8
    text = text_of(synthesis_pdf(replace(synthesis(), archive_root=root)))
    assert root in "".join(text.split())
    assert "L’archive de la séance" in text
    assert "L’archive de la séance" not in text_of(synthesis_pdf(synthesis()))
