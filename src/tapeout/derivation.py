"""The value, interval and standard error of an operation on quantities.

Interval arithmetic treats every operand as free, so an expression that uses one fact
twice (`a / (a + b)`) would come out too wide. Where operands share a fact, the slope of
the whole expression in each shared fact is enclosed (forward differentiation in interval
arithmetic); a fact in which the expression is monotone is pinned to the end that gives
the bound (Moore, Kearfott and Cloud 2009, section 6.4; Hansen's monotonicity test).
Where the sign of a slope stays open (a figure printed to less than two digits), the plain
interval stands: it encloses the truth, though not as tightly.
"""

from __future__ import annotations

from decimal import Decimal

from tapeout.interval import NEAR, ONE, ZERO, Interval

_LEAVES = ("fact", "exact", "assumption", "model", "span", "lifted")


def derive(op: str, inputs: tuple, factor: Decimal | None):
    """Return (value, Interval, se or None) of `op` on `inputs`."""
    value = _apply(op, [Interval.point(q.value) for q in inputs], factor, exact=True).lo
    interval = _apply(op, [q.interval for q in inputs], factor)
    shared = _shared(inputs)
    if shared:
        interval = interval.within(_tightened(op, inputs, factor, shared))
    # The value is rounded to the nearest, the ends outwards: keep it inside all the same.
    interval = Interval(min(interval.lo, value), max(interval.hi, value))
    return value, interval, _standard_error(op, inputs, factor)


def _apply(op: str, ends: list[Interval], factor, *, exact: bool = False) -> Interval:
    """Return the enclosure of one operation; `exact` gives the nearest decimal as a point."""
    if exact:
        return Interval.point(_nearest(op, [e.lo for e in ends], factor))
    if op == "add":
        return ends[0] + ends[1]
    if op == "sub":
        return ends[0] - ends[1]
    if op == "mul":
        return ends[0] * ends[1]
    if op == "div":
        return ends[0] / ends[1]
    if op == "neg":
        return -ends[0]
    if op == "abs":
        return abs(ends[0])
    if op == "scale":
        return ends[0] * Interval.point(factor)
    if op == "power":
        return ends[0].power(factor)
    if op == "max":
        return Interval(max(e.lo for e in ends), max(e.hi for e in ends))
    if op == "median":  # monotone in every operand
        return Interval(_middle([e.lo for e in ends]), _middle([e.hi for e in ends]))
    raise ValueError(f"unknown operation {op!r}")


def _nearest(op: str, values: list[Decimal], factor) -> Decimal:
    if op in ("add", "sub", "mul", "div"):
        name = {"add": "add", "sub": "subtract", "mul": "multiply", "div": "divide"}[op]
        return getattr(NEAR, name)(*values)
    if op == "neg":
        return values[0].copy_negate()
    if op == "abs":
        return values[0].copy_abs()
    if op == "scale":
        return NEAR.multiply(values[0], factor)
    if op == "power":
        return NEAR.power(values[0], factor)
    return max(values) if op == "max" else _middle(values)


def _middle(values: list[Decimal]) -> Decimal:
    ranked = sorted(values)
    half = len(ranked) // 2
    if len(ranked) % 2:
        return ranked[half]
    return NEAR.divide(NEAR.add(ranked[half - 1], ranked[half]), Decimal(2))


# -- one fact used twice ------------------------------------------------------------------
def _variable(q) -> object:
    """Return what makes two leaves the same variable: the fact, else the very object."""
    return q.origin.fact or id(q)


def _leaves(q) -> dict:
    """Return {variable: leaf} of the leaves that have a width."""
    if "leaves" in q._memo:
        leaves = q._memo["leaves"]
    elif q.origin.op in _LEAVES:
        leaves = {_variable(q): q} if q.lo < q.hi else {}
    else:
        leaves = {}
        for part in q.origin.inputs:
            leaves.update(_leaves(part))
    q._memo["leaves"] = leaves
    return leaves


def _shared(inputs: tuple) -> dict:
    """Return {variable: leaf} of the leaves that more than one input rests on."""
    seen: dict = {}
    shared: dict = {}
    for q in inputs:
        for variable, leaf in _leaves(q).items():
            (shared if variable in seen else seen)[variable] = leaf
    return shared


def _tightened(op: str, inputs: tuple, factor, shared: dict) -> Interval:
    slopes = {v: _slope_of(op, inputs, factor, v, {}) for v in shared}
    low, high = {}, {}
    for variable, slope in slopes.items():
        leaf = shared[variable]
        if slope.lo >= 0:
            low[variable], high[variable] = Interval.point(leaf.lo), Interval.point(leaf.hi)
        elif slope.hi <= 0:
            low[variable], high[variable] = Interval.point(leaf.hi), Interval.point(leaf.lo)
    lo = _apply(op, [_enclose(q, low, {}) for q in inputs], factor).lo
    hi = _apply(op, [_enclose(q, high, {}) for q in inputs], factor).hi
    return Interval(lo, hi)


def _enclose(q, pinned: dict, done: dict) -> Interval:
    """Return the enclosure of `q` with some leaves pinned to an end."""
    if id(q) in done:
        return done[id(q)]
    if q.origin.op in _LEAVES:
        result = pinned.get(_variable(q), q.interval)
    elif not any(v in pinned for v in _leaves(q)):
        result = q.interval
    else:
        parts = [_enclose(part, pinned, done) for part in q.origin.inputs]
        result = _apply(q.origin.op, parts, q.origin.factor).within(q.interval)
    done[id(q)] = result
    return result


def _slope(q, variable: object, done: dict) -> Interval:
    """Return the enclosure of the derivative of `q` in one leaf."""
    if q.origin.op in _LEAVES:
        return ONE if _variable(q) == variable else ZERO
    if variable not in _leaves(q):
        return ZERO
    if id(q) not in done:
        done[id(q)] = _slope_of(q.origin.op, q.origin.inputs, q.origin.factor, variable, done)
    return done[id(q)]


def _slope_of(op: str, inputs: tuple, factor, variable: object, done: dict) -> Interval:
    slopes = [_slope(q, variable, done) for q in inputs]
    ends = [q.interval for q in inputs]
    return _chain(op, ends, slopes, factor)


def _chain(op: str, ends: list[Interval], slopes: list[Interval], factor) -> Interval:
    """Return the derivative of an operation from those of its operands."""
    if op == "add":
        return slopes[0] + slopes[1]
    if op == "sub":
        return slopes[0] - slopes[1]
    if op == "mul":
        return slopes[0] * ends[1] + ends[0] * slopes[1]
    if op == "div":
        return (slopes[0] - ends[0] / ends[1] * slopes[1]) / ends[1]
    if op == "neg":
        return -slopes[0]
    if op == "scale":
        return slopes[0] * Interval.point(factor)
    if op == "power":
        outer = ends[0].power(factor - 1) * Interval.point(factor)
        return outer * slopes[0]
    if op == "abs":
        sign = Interval(Decimal(-1), Decimal(1))
        return slopes[0] * sign
    part = Interval(Decimal(0), Decimal(1))  # median, max: between none and all of each slope
    result = ZERO
    for slope in slopes:
        result = result + slope * part
    return result


def _standard_error(op: str, inputs: tuple, factor) -> Decimal | None:
    """Return the first-order standard error, the inputs taken as independent."""
    if all(q.se is None for q in inputs):
        return None
    points = [Interval.point(q.value) for q in inputs]
    variance = Decimal(0)
    for place, q in enumerate(inputs):
        if q.se is not None:
            unit = [ONE if k == place else ZERO for k in range(len(inputs))]
            slope = _chain(op, points, unit, factor)
            largest = max(abs(slope.lo), abs(slope.hi))
            variance = NEAR.add(variance, NEAR.power(NEAR.multiply(largest, q.se), 2))
    return NEAR.sqrt(variance)
