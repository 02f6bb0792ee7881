"""Draw the sign of the application as files: `commission.png`, `commission.ico` and `commission.icns`.

    python packaging/draw_icons.py FOLDER

The sign is painted by the application itself, so that no picture is kept beside the code that draws it.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a file, from anywhere

from PIL import Image  # noqa: E402 - found only once the root is on the path
from PySide6.QtCore import QRectF, Qt  # noqa: E402 - same
from PySide6.QtGui import QGuiApplication, QImage, QPainter  # noqa: E402 - same

from commission_app.ui.widgets.sign import paint_sign  # noqa: E402 - same

SIDE = 512
ICO_SIDES = [(side, side) for side in (16, 24, 32, 48, 64, 128, 256)]


def main() -> int:
    """Draw the three files."""
    application = QGuiApplication([])
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    image = drawn()
    image.save(folder / "commission.png")
    image.save(folder / "commission.ico", sizes=ICO_SIDES)
    image.save(folder / "commission.icns")
    del application
    return 0


def drawn() -> Image.Image:
    """Return the sign, on nothing."""
    canvas = QImage(SIDE, SIDE, QImage.Format.Format_RGBA8888)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    paint_sign(painter, QRectF(0, 0, SIDE, SIDE))
    painter.end()
    return Image.frombytes("RGBA", (SIDE, SIDE), bytes(canvas.constBits()))


if __name__ == "__main__":
    raise SystemExit(main())
