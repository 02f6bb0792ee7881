"""How long work will still take, from how far it is: said once it is known to be long, never before."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

TOLD_AFTER_S = 2.0  # a rate measured on less means nothing
LONG_S = 10.0  # shorter work needs no estimate


class Remaining:
    """Measures one piece of work."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun: float | None = None

    def words(self, done: int, total: int) -> str:
        """Return « encore 2 min environ », nothing while it is not known or not worth it."""
        now = self._clock()
        if self._begun is None or not done:
            self._begun = now
            return ""
        elapsed = now - self._begun
        left = elapsed * (total - done) / done
        if elapsed < TOLD_AFTER_S or elapsed + left < LONG_S or done >= total:
            return ""
        tr = QCoreApplication.translate
        if left < 10:
            return tr("Remaining", "encore quelques secondes")
        if left < 55:
            return tr("Remaining", "encore {count} s environ").format(count=10 * round(left / 10))
        return tr("Remaining", "encore {count} min environ").format(count=max(1, round(left / 60)))
