"""Hybrid files both ways with the npm package age-encryption, written by the author of the format.

Collected only when tests/sealing/fetch_age_encryption.py has brought the package.
"""

import base64
import json
import subprocess
from pathlib import Path
from typing import TypedDict, cast

import pytest

from commission_app.sealing.age_recipients import HybridIdentity, HybridRecipient
from commission_app.sealing.age_stream import decrypt, encrypt

HERE = Path(__file__).resolve().parent
SCRIPT = HERE / "age_encryption.mjs"
PACKAGE = (
    HERE.parent / "_fetched" / "age-encryption" / "node_modules" / "age-encryption" / "dist" / "index.js"
)
SIZES = [0, 1, 65_535, 65_536, 65_537, 131_072, 300_001, 1_000_000]
CONTENTS = [(bytes(range(251)) * (size // 251 + 1))[:size] for size in SIZES]
PEOPLE = [HybridIdentity.from_seed(bytes([number]) * 32) for number in range(8)]

pytestmark = pytest.mark.external


class Keys(TypedDict):
    identity: str
    recipient: str


def answer_of(verb: str, **request: object) -> object:
    done = subprocess.run(
        ["node", SCRIPT, PACKAGE],
        input=json.dumps({"verb": verb, **request}),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def run_on(verb: str, contents: list[bytes], **request: object) -> list[bytes]:
    sent = [base64.b64encode(content).decode() for content in contents]
    return [base64.b64decode(text) for text in cast("list[str]", answer_of(verb, contents=sent, **request))]


def test_each_of_eight_recipients_opens_what_age_encryption_sealed() -> None:
    sealed = run_on("seal", CONTENTS, recipients=[person.recipient.text for person in PEOPLE])
    for person, content, data in zip(PEOPLE, CONTENTS, sealed, strict=True):
        assert decrypt(data, [person]) == content


def test_age_encryption_opens_what_we_sealed_to_eight_recipients() -> None:
    recipients = [person.recipient for person in PEOPLE]
    sealed = [encrypt(content, recipients) for content in CONTENTS]
    assert run_on("open", sealed, identity=PEOPLE[-1].text) == CONTENTS


def test_a_key_made_by_age_encryption_has_the_same_texts_here() -> None:
    keys = cast("Keys", answer_of("keys"))
    identity = HybridIdentity.from_text(keys["identity"])
    assert identity.text == keys["identity"]
    assert identity.recipient.text == keys["recipient"]
    assert HybridRecipient.parse(keys["recipient"]) == identity.recipient
