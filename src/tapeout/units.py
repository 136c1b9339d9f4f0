"""The units of sums, products and quotients: CNY / units -> CNY/units."""

from __future__ import annotations

# A percentage and a difference of percentages are ratios when they multiply or divide.
PER_HUNDRED = ("percent", "pp")
# A date that is a number, because it is computed or simulated: 2028.25 is the first of April.
DECIMAL_YEAR = "decimal year"


def product_unit(a: str, b: str, sign: int) -> str:
    """Return the unit of a * b (sign 1) or a / b (sign -1): CNY / units -> "CNY/units"."""
    powers: dict[str, int] = {}
    for unit, direction in ((a, 1), (b, sign)):
        for place, part in enumerate(unit.split("/")):
            for name in part.split("*"):
                if name not in ("ratio", "1"):
                    powers[name] = powers.get(name, 0) + (direction if place == 0 else -direction)
    top = [n for n, p in powers.items() for _ in range(max(p, 0))]
    bottom = [n for n, p in powers.items() for _ in range(max(-p, 0))]
    if not top and not bottom:
        return "ratio"
    return "/".join(["*".join(top) or "1", *bottom])


def sum_unit(a: str, b: str, *, difference: bool) -> str | None:
    """Return the unit of a + b or a - b, None where the two do not go together."""
    if a == "percent" and b == "pp":
        return "percent"
    if a != b:
        return None
    return "pp" if difference and a == "percent" else a
