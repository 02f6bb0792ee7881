"""What a verb answers: its refusal, or the sentence that the journal keeps of it."""

from collections.abc import Callable
from typing import Any

import pytest

from commission_app.errors import AppError
from commission_app.workflow.secretariat.journal_events import names_of
from commission_app.workflow.secretariat.journal_words import sentence_of
from commission_app.workflow.secretariat.session import SecretariatSession


def refuses(code: str, verb: Callable[..., object], *given: Any, **named: Any) -> AppError:
    """Return the refusal of a verb, which has this code."""
    with pytest.raises(AppError) as refusal:
        verb(*given, **named)
    assert refusal.value.code == code
    return refusal.value


def last_sentence(session: SecretariatSession) -> str:
    """Return the last event of the journal as it is told."""
    return sentence_of(session.database.journal.entries()[-1], names_of(session))
