"""The ratios as a picture: one bar a figure, its spread, and the goal as a line."""

from html import escape

from pairs import Figure

WIDTH, LEFT, ROW = 900, 400, 34


def svg(figures: list[Figure], title: str) -> str:
    shown = [figure for figure in figures if figure.ratios]
    scale = (WIDTH - LEFT - 60) / max(2.0, min(4.0, max(max(f.ratios) for f in shown) if shown else 2))
    x = lambda ratio: LEFT + min(ratio * scale, WIDTH - LEFT - 50)  # noqa: E731
    height = 60 + ROW * len(shown)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="sans-serif" font-size="13"><title>{escape(title)}</title>'
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>'
        f'<text x="10" y="22" font-size="15">{escape(title)}</text>'
        f'<line x1="{x(1)}" y1="34" x2="{x(1)}" y2="{height - 18}" stroke="#888"/>'
        f'<text x="{x(1)}" y="{height - 5}" text-anchor="middle" fill="#555">1</text>'
    ]
    for number, figure in enumerate(shown):
        top = 40 + number * ROW
        colour = {True: "#2a7f62", False: "#b5442e", None: "#6b7280"}[figure.is_met]
        low, high = x(min(figure.ratios)), x(max(figure.ratios))
        parts.append(
            f'<text x="10" y="{top + 14}">{escape(f"{figure.goal} {figure.what} / {figure.beside}")}'
            f'</text><rect x="{LEFT}" y="{top + 2}" width="{x(figure.ratio) - LEFT}" height="16" '
            f'fill="{colour}"/><line x1="{low}" y1="{top + 10}" x2="{high}" y2="{top + 10}" '
            f'stroke="#111"/><text x="{high + 6}" y="{top + 14}">{figure.ratio:.2f}</text>')
        bound = figure.at_least if figure.at_least is not None else figure.at_most
        if bound is not None:
            parts.append(
                f'<line x1="{x(bound)}" y1="{top}" x2="{x(bound)}" y2="{top + 20}" '
                'stroke="#111" stroke-dasharray="3 2"/>')
    return "".join(parts) + "</svg>\n"
