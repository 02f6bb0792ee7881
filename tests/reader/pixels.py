"""What the eye would look for in a rendered page: where the ink is."""

from commission_app.reader.client import PageImage

DARK = 140


def ink(image: PageImage) -> set[tuple[int, int]]:
    """Return the (x, y) of the dark points, by their green."""
    found: set[tuple[int, int]] = set()
    for y in range(image.height):
        greens = image.pixels[y * image.stride + 1 : y * image.stride + 4 * image.width : 4]
        found.update((x, y) for x, green in enumerate(greens) if green < DARK)
    return found
