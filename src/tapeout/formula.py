"""A derivation in words, and the record by which the page can be followed to its sources."""

from __future__ import annotations

from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity
from tapeout.text import LANGUAGES, Text
from tapeout.words import NOT_PUBLISHED, spell, spell_any, spell_moment

_SIGNS = {"add": " + ", "sub": " \u2212 ", "mul": " \u00d7 ", "div": " \u00f7 "}
_RANK = {"add": 1, "sub": 1, "mul": 2, "div": 2, "neg": 3, "power": 4}
_AS_PRINTED = Text("as printed", "如原文")
_IN_THE_ARTICLE = Text("as printed in the article", "文章所载")
_BY_DEFINITION = Text("by definition", "定义值")
_PERIOD = Text("days from {0} to {1}", "{0}至{1}的天数")
_MEDIAN = Text("median of {0}", "{0}的中位数")
_LARGEST = Text("the larger of ({0})", "较大者（{0}）")
_ABSOLUTE = Text("size of {0}", "{0}的绝对值")


def formula(q: Quantity | Moment) -> Text:
    """Return how `q` was computed, in words, from the named quantities it rests on."""
    op = q.origin.op
    if op == "fact":
        return _AS_PRINTED if q.origin.fact else _IN_THE_ARTICLE
    if op == "exact":
        return _BY_DEFINITION
    if op in ("model", "lifted", "assumption"):
        return q.origin.formula or Text("simulated", "模拟所得")
    return Text(*(_walk(q, language, top=True)[0] for language in LANGUAGES))


def inputs(q: Quantity | Moment) -> list[Quantity | Moment]:
    """Return the named quantities that stand in the formula of `q`, each once."""
    found: dict[object, Quantity | Moment] = {}
    for part in q.origin.inputs:
        for leaf in _named(part):
            found.setdefault(leaf.origin.fact or id(leaf), leaf)
    return list(found.values())


def _named(q: Quantity | Moment) -> list[Quantity | Moment]:
    if q.origin.op == "exact" and q.label is None and not isinstance(q, Moment):
        return []
    if q.label is not None or not q.origin.inputs:
        return [q]
    return [leaf for part in q.origin.inputs for leaf in _named(part)]


def _walk(q, language: str, *, top: bool = False) -> tuple[str, int]:
    """Return (words, rank of the outermost operation) of a derivation."""
    if not top and q.label is not None:
        return q.label[language], 9
    op, parts = q.origin.op, q.origin.inputs
    if op in ("fact", "exact", "assumption", "model", "lifted") or not parts:
        return spell_any(q, language) if isinstance(q, Moment) else _constant(q, language), 9
    if op == "scale":  # a change of unit is no step of the argument
        return _walk(parts[0], language)
    words = [_walk(part, language) for part in parts]
    if op == "span":
        return _PERIOD[language].format(*(w for w, _ in words)), 9
    if op in ("median", "max"):
        comma = ", " if language == "en" else "、"
        told = _MEDIAN if op == "median" else _LARGEST
        return told[language].format(comma.join(w for w, _ in words)), 9
    if op == "abs":
        return _ABSOLUTE[language].format(words[0][0]), 9
    rank = _RANK[op]
    if op == "neg":
        return "\u2212" + _bracket(words[0], rank), rank
    if op == "power":
        root = 1 / q.origin.factor
        near = root.to_integral_value()
        exponent = f"1/{near}" if abs(root - near) < 1e-9 and near != 1 else f"{q.origin.factor:f}"
        return f"{_bracket(words[0], rank)}^({exponent})", rank
    right = _bracket(words[1], rank + (op in ("sub", "div")))
    return f"{_bracket(words[0], rank)}{_SIGNS[op]}{right}", rank


def _bracket(words: tuple[str, int], rank: int) -> str:
    text, inner = words
    return f"({text})" if inner < rank else text


def _constant(q: Quantity, language: str) -> str:
    if q.unit == "ratio" and q.kind == "exact":
        return f"{q.value.normalize():f}"
    return spell(q, language).text


def record(
    number_id: str, thing: Quantity | Moment | Gap, section: str, text: Text | None = None
) -> dict:
    """Return the record of a number: what the inspector, the appendix and figures.json show."""
    name = thing.label or Text.same(number_id)
    base = {
        "id": number_id,
        "section": section,
        "name": name.as_dict(),
        "range": None,
        "unit": None,
        "value": None,
        "lo": None,
        "hi": None,
        "se": None,
        "step": None,
        "kind": "gap",
        "inputs": [],
        "formula": Text("", "").as_dict(),
        "facts": list(thing.facts),
        "reason": None,
    }
    if isinstance(thing, Gap):
        return base | {"text": NOT_PUBLISHED.as_dict(), "reason": thing.reason.as_dict()}
    base |= {
        "formula": formula(thing).as_dict(),
        "inputs": [_input(part) for part in inputs(thing)],
    }
    if isinstance(thing, Moment):
        words = text or Text(*(spell_moment(thing, lang) for lang in LANGUAGES))
        return base | {
            "kind": "date",
            "unit": "date",
            "text": words.as_dict(),
            "value": None,
            "lo": thing.first.isoformat(),
            "hi": thing.last.isoformat(),
            "date": thing.iso,
        }
    spelled = {lang: spell(thing, lang) for lang in LANGUAGES}
    between = {lang: s.range for lang, s in spelled.items()}
    return base | {
        "kind": thing.kind,
        "unit": thing.unit,
        "text": text.as_dict() if text else {lang: s.text for lang, s in spelled.items()},
        "range": between if between["en"] else None,
        "value": _plain(thing.value),
        "lo": _plain(thing.lo),
        "hi": _plain(thing.hi),
        "se": None if thing.se is None else _plain(thing.se),
        "step": None if thing.step is None else _plain(thing.step),
    }


def _input(part: Quantity | Moment) -> dict:
    label = part.label or Text(*(spell_any(part, lang) for lang in LANGUAGES))
    text = Text(*(spell_any(part, lang) for lang in LANGUAGES))
    return {
        "label": label.as_dict(),
        "text": text.as_dict(),
        "fact": part.origin.fact,
        "facts": list(part.facts),
        "formula": formula(part).as_dict(),
    }


def _plain(value) -> str:
    """Return a decimal without exponent, to 15 significant digits."""
    short = value.normalize() if value == value.to_integral_value() else round_to(value, 15)
    text = f"{short:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def round_to(value, digits: int):
    """Return `value` rounded to `digits` significant digits."""
    if value == 0:
        return value
    from decimal import Context

    return Context(prec=digits).plus(value)
