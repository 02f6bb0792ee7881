"""Every refusal has its two French sentences, and they keep to the house's French (ARCHITECTURE §2.7)."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from string import Formatter

import pytest

from commission_app.errors import AppError
from commission_app.messages import TABLE, sentences
from commission_app.messages._table import Message
from tests.house.sources import Module, application, called, files, snippet

CODE = re.compile(r"[A-Z]{3}-\d{2}")
FIELD = re.compile(r"\{[^}]*\}")
QUOTED = re.compile(r"«\s[^»]*\s»|--[a-z-]+")  # names of files and options are not words
END_OF_SENTENCE = re.compile(r"[.?…](?=\s|$)")
BARE_SIGN = re.compile(r"[^\s][;:!?»](?!\w)|«\S")
ENGLISH = re.compile(
    r"\b(the|and|of|to|is|are|was|not|with|your|please|file|files|error|failed|invalid|missing|unknown|key"
    r"|password|cannot|sheet|bundle|member|layout|directory|entry)\b"
)
UNKNOWN_TO_A_MEMBER = re.compile(
    r"!|'|\berreur|\bhash|\bexception|chiffrement|signature invalide|\bscores?\b|\bsoumission|récus|\bjson\b",
    re.IGNORECASE,
)


def source() -> list[Module]:
    """Return the modules that may raise a refusal: all but the tables of sentences."""
    return [module for module in application() if module.part != "messages"]


def codes_given(module: Module) -> Iterator[str]:
    """Yield the codes that a module gives to a refusal, directly or by a table or an argument.

    A code that is only compared with, or that is the key of a table, is received and not given.
    """
    received: set[ast.AST] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Compare | ast.match_case):
            pattern = node.pattern if isinstance(node, ast.match_case) else node
            received.update(ast.walk(pattern))
        elif isinstance(node, ast.Dict):
            received.update(key for key in node.keys if key is not None)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and node not in received and CODE.fullmatch(str(node.value)):
            yield str(node.value)


def built_codes(module: Module) -> Iterator[str]:
    """Yield the places where a code is put together from pieces, which nobody could look for."""
    for node in ast.walk(module.tree):
        if called(node) == "AppError" and isinstance(node, ast.Call) and node.args:
            first = node.args[0]
            if isinstance(first, ast.JoinedStr | ast.BinOp) or (
                isinstance(first, ast.Constant) and not CODE.fullmatch(str(first.value))
            ):
                yield module.at(node)


def missing_facts(module: Module) -> Iterator[str]:
    """Yield the raises whose facts, all written there, lack one that the sentences use."""
    for node in ast.walk(module.tree):
        if called(node) != "AppError" or not isinstance(node, ast.Call) or not node.args:
            continue
        first, given = node.args[0], {keyword.arg for keyword in node.keywords}
        if isinstance(first, ast.Constant) and first.value in TABLE and None not in given:
            for field in fields(TABLE[first.value]) - given:
                yield f"{module.at(node)} {first.value} lacks {field}"


def fields(message: Message) -> set[str | None]:
    """Return the named fields of both sentences."""
    parts = [*Formatter().parse(message.what), *Formatter().parse(message.do)]
    return {name for _, name, _, _ in parts if name is not None}


def faults(text: str) -> Iterator[str]:
    """Yield what the house does not write in a sentence."""
    words = FIELD.sub("x", text)
    count = len(END_OF_SENTENCE.findall(words))
    ends_with_a_fact = text.endswith("}")  # a fact may bring its own sentence
    if count > 2 or not (count or ends_with_a_fact):
        yield f"{count} sentences"
    if not (words.endswith((".", "?")) or ends_with_a_fact):
        yield "no full stop"
    for rule in (ENGLISH, UNKNOWN_TO_A_MEMBER):
        yield from (match.group() for match in rule.finditer(QUOTED.sub("x", words)))
    yield from (f"space around {match.group()!r}" for match in BARE_SIGN.finditer(words))


def test_every_code_given_to_a_refusal_has_its_sentences() -> None:
    given = {code: module.name for module in source() for code in codes_given(module)}
    assert {code: where for code, where in given.items() if code not in TABLE} == {}


def test_every_entry_is_given_by_some_refusal() -> None:
    given = {code for module in source() for code in codes_given(module)}
    assert sorted(TABLE.keys() - given) == []


def test_a_code_has_one_entry_only() -> None:
    keys: Counter[str] = Counter()
    for module in files("commission_app/messages"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Dict):
                keys.update(str(key.value) for key in node.keys if isinstance(key, ast.Constant))
    assert [code for code, count in keys.items() if count > 1] == []
    assert keys.keys() == TABLE.keys()


def test_codes_are_written_whole_where_they_are_raised() -> None:
    assert [place for module in application() for place in built_codes(module)] == []


def test_every_raise_gives_the_facts_that_its_sentences_use() -> None:
    assert [fault for module in source() for fault in missing_facts(module)] == []


@pytest.mark.parametrize("code", sorted(TABLE))
def test_the_sentences_are_short_plain_french(code: str) -> None:
    message = TABLE[code]
    assert [*faults(message.what), *faults(message.do)] == []
    assert all(field and field.isidentifier() for field in fields(message))


def test_facts_take_their_place_in_the_sentences() -> None:
    shown = sentences(AppError("GRI-03", value="2.5"))
    assert "2.5" in shown.what
    assert shown.code == "GRI-03"


def test_the_rules_see_codes_given_and_codes_received() -> None:
    text = (
        'TABLE = {1: "LOT-01"}\nNAMES = {"LOT-02": 1}\n'
        'if code == "LOT-03":\n    raise AppError("LOT-04")\n'
        'match code:\n    case "LOT-05":\n        refuse("LOT-06")\n'
    )
    assert sorted(codes_given(snippet(text))) == ["LOT-01", "LOT-04", "LOT-06"]


def test_the_rules_see_a_built_code_and_a_missing_fact() -> None:
    assert list(built_codes(snippet('raise AppError(f"LOT-{n}")')))
    assert list(built_codes(snippet('raise AppError("lot")')))
    assert not list(built_codes(snippet('raise AppError("LOT-01")\nraise AppError(code)')))
    assert list(missing_facts(snippet('raise AppError("GRI-03")')))
    assert not list(
        missing_facts(snippet('raise AppError("GRI-03", value="x")\nraise AppError("GRI-03", **facts)'))
    )


@pytest.mark.parametrize(
    "text",
    [
        "Trois. Phrases. Ici.",
        "Sans point",
        "Attention !",
        "Le fichier n'est pas lisible.",
        "Erreur de lecture.",
        "The file is missing.",
        "Le score est absent.",
        "Le fichier: il est absent.",
        "Le fichier «{file}» est absent.",
    ],
)
def test_the_rules_see_a_sentence_that_the_house_does_not_write(text: str) -> None:
    assert list(faults(text))
