"""Curves as one SVG picture, one panel for each: what a campaign of hours shows at a glance."""

from collections.abc import Mapping, Sequence

WIDTH, PANEL, MARGIN = 720, 140, 40


def svg_of(across: Sequence[float], curves: Mapping[str, Sequence[float]]) -> str:
    """Return the picture of some curves over the same values, their scales from zero."""
    height = PANEL * len(curves)
    panels = [
        _panel(name, across, values, PANEL * place) for place, (name, values) in enumerate(curves.items())
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="sans-serif">'
    )
    return "\n".join([head, *panels, "</svg>\n"])


def _panel(name: str, across: Sequence[float], values: Sequence[float], top: int) -> str:
    last, highest = max(across, default=1) or 1, max(values, default=1) or 1
    bottom, room = top + PANEL - 24, PANEL - 48
    points = " ".join(
        f"{MARGIN + (WIDTH - 2 * MARGIN) * x / last:.1f},{bottom - room * y / highest:.1f}"
        for x, y in zip(across, values, strict=True)
    )
    return (
        f'<text x="{MARGIN}" y="{top + 16}" font-size="12">{name}: 0 to {highest:g}, {last:g} min</text>'
        f'<line x1="{MARGIN}" y1="{bottom}" x2="{WIDTH - MARGIN}" y2="{bottom}" stroke="#888"/>'
        f'<polyline points="{points}" fill="none" stroke="#000091" stroke-width="1.5"/>'
    )
