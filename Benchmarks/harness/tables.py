"""Figures and tables in Markdown."""


def verdict(value, holds):
    if value is None:
        return ["not measured", ""]
    return [number(value), "reached" if holds(value) else "missed"]


def ranged(item):
    return f"{number(item.median)} ({number(item.low)} to {number(item.high)})"


def signed(item):
    return f"{item.median:+.3f} ({item.low:+.3f} to {item.high:+.3f})"


def times(item):
    return number(item.median) if item else "-"


def number(value):
    """Three figures that mean something, without an exponent."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.4f}"


def table(header, rows):
    def line(cells):
        return "| " + " | ".join(cells) + " |"

    align = "| --- |" + " ---: |" * (len(header) - 1)
    return "\n".join([line(header), align, *(line(row) for row in rows)])
