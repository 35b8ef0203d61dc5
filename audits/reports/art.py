"""The small drawings of a report, as blobs that its stylesheet asks for by name."""

from audits.reports.jobs import Blob
from audits.scoring.score import POINTS_PER_DIMENSION

INK, PALE = "#3d4651", "#868f9b"
SVG = "image/svg+xml"
SQUARE, STRIDE = 10, 14
ICONS = {
    "strong": '<circle cx="6" cy="6" r="5" fill="#00566b"/>',
    "partial": '<circle cx="6" cy="6" r="4.4" fill="none" stroke="#664400" stroke-width="1.3"/>'
    '<path d="M6 1.6a4.4 4.4 0 0 1 0 8.8z" fill="#664400"/>',
    "surface": '<circle cx="6" cy="6" r="4.4" fill="none" stroke="#8a2210" stroke-width="1.3"/>',
    "stop": '<path d="M4 .8h4L11.2 4v4L8 11.2H4L.8 8V4z" fill="none" stroke="#ffffff" stroke-width="1.3"/>'
    '<path d="M6 3.2v3.4M6 8.3v.6" stroke="#ffffff" stroke-width="1.3"/>',
}


def drawings() -> dict[str, Blob]:
    """Every drawing: icons, and the five squares for each number of points and proven points."""
    found = {f"icon:{name}": svg(12, 12, shapes) for name, shapes in ICONS.items()}
    found["pips:blank"] = squares([dashed(place) for place in range(POINTS_PER_DIMENSION)])
    for points in range(POINTS_PER_DIMENSION + 1):
        for proven in range(points + 1):
            found[f"pips:{points}-{proven}"] = pips(points, proven)
    return found


def pips(points: int, proven: int) -> Blob:
    """Solid squares are proven, hatched ones stated, hollow ones not given."""
    drawn = [solid(place) for place in range(proven)]
    drawn += [hatched(place) for place in range(proven, points)]
    drawn += [hollow(place) for place in range(points, POINTS_PER_DIMENSION)]
    return squares(drawn)


def squares(drawn: list[str]) -> Blob:
    return svg(STRIDE * (POINTS_PER_DIMENSION - 1) + SQUARE + 2, SQUARE + 1, "".join(drawn))


def svg(width: int, height: int, shapes: str) -> Blob:
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
    return Blob(f'{opening} viewBox="0 0 {width} {height}">{shapes}</svg>'.encode(), SVG)


def square(place: int, look: str) -> str:
    return f'<rect x="{place * STRIDE + 0.5}" y=".5" width="{SQUARE}" height="{SQUARE}" {look}/>'


def solid(place: int) -> str:
    return square(place, f'fill="{INK}" stroke="{INK}"')


def hollow(place: int) -> str:
    return square(place, f'fill="none" stroke="{PALE}"')


def dashed(place: int) -> str:
    return square(place, f'fill="none" stroke="{PALE}" stroke-dasharray="2 2"')


def hatched(place: int) -> str:
    x = place * STRIDE + 0.5
    lines = f"M{x} 5.5l5-5M{x} 10.5l10-10M{x + 5} 10.5l5-5"
    return square(place, f'fill="#fff" stroke="{INK}"') + f'<path d="{lines}" stroke="{INK}" fill="none"/>'
