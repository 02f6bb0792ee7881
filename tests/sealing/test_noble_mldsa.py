"""The post-quantum line of an act, read by `@noble/post-quantum`, which age-encryption brings."""

import base64
import subprocess
from pathlib import Path

import pytest

from commission_app.sealing.identity import Secrets
from commission_app.sealing.signed_act import sign
from tests.sealing.drawn_bytes import DrawnBytes

pytestmark = pytest.mark.external

FETCHED = Path(__file__).resolve().parents[1] / "_fetched" / "age-encryption"
MEMBER = Secrets.new(DrawnBytes("member"))
VERIFY = """
import { ml_dsa65 } from "@noble/post-quantum/ml-dsa.js";
const [key, message, signature, context] = process.argv.slice(1).map((text) => Buffer.from(text, "base64"));
console.log(ml_dsa65.verify(signature, message, key, { context }));
"""


@pytest.mark.parametrize(
    ("altered", "context", "answer"),
    [
        (False, "fiche-v1@commission-app", "true"),
        (True, "fiche-v1@commission-app", "false"),
        (False, "lot-v1@commission-app", "false"),
    ],
)
def test_noble_reads_the_post_quantum_line(altered: bool, context: str, answer: str) -> None:
    line, mldsa, _ = sign({"type": "fiche", "v": 1, "member": "m07"}, MEMBER.signing).split(b"\n", 2)
    message = (line.replace(b"m07", b"m08") if altered else line) + b"\n"
    arguments = [
        MEMBER.key_set.pqsig,
        base64.b64encode(message).decode(),
        mldsa.removeprefix(b"mldsa65 ").decode(),
        base64.b64encode(context.encode()).decode(),
    ]
    done = subprocess.run(
        ["node", "--input-type=module", "-e", VERIFY, *arguments],
        cwd=FETCHED, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout.strip(), done.stderr) == (answer, "")
