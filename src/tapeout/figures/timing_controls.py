"""Drawing of acts on chips above the quarterly revenue of the company in focus."""

from __future__ import annotations

from tapeout.exhibit import Figure
from tapeout.figures.bars import Bar, money_axis, value_label
from tapeout.figures.events_bars import Event, events_on_bars
from tapeout.findings import timing_controls_words as told
from tapeout.ledger import period_text
from tapeout.model.quarters import Piece
from tapeout.model.timing_controls import RELAXED, Act, Controls
from tapeout.moment import Moment
from tapeout.tables import timing_supply as tables
from tapeout.text import Text
from tapeout.words import spell

_CURRENCY = {"CNY": Text("yuan", "人民币"), "USD": Text("US dollars", "美元")}
_MARKS = Text("tightened", "收紧"), Text("relaxed", "放松")


def beside_revenue(controls: Controls) -> Figure:
    """Return the bars of revenue with at most six acts; without fine revenue, why not."""
    drawable = controls.drawable
    unit = controls.pieces[0].value.unit if drawable else "CNY"
    currency = _CURRENCY.get(unit, Text.same(unit))
    parts = [
        Text(
            f"Revenue by quarter in {currency.en}, beside acts on chips: no cause is claimed. Shown: on its own "
            "chips; the first each way on each NVIDIA chip; the newest rules.",
            f"分季度营业收入（{currency.zh}）与芯片举措并列，不主张因果。所绘：涉及自家芯片者、"
            "英伟达每款芯片每一方向的首项、最新的普遍规则。",
        )
    ]
    if drawable and any(p.derived for p in controls.pieces):
        parts.append(Text("Hatched: by subtraction.", "斜线为相减得出。"))
    if drawable and any(p.quarters > 1 for p in controls.pieces):
        parts.append(Text("Wide bars: mean of two quarters.", "宽柱为两季均值。"))
    return Figure(
        "controls_beside_revenue",
        told.controls_message(controls),
        Text(" ".join(p.en for p in parts), "".join(p.zh for p in parts)),
        _alt(controls),
        tables.beside_revenue(controls),
        _draw(controls) if drawable else None,
    )


def _draw(controls: Controls):
    pieces = controls.pieces

    def draw(language: str, layout: str):
        largest = max(abs(p.per_quarter.value) for p in pieces)
        axis = money_axis(pieces[0].value.unit, largest, language, layout)
        bars, at = [], pieces[0].start
        for piece in pieces:
            bars.append(_bar(piece, axis, layout, piece.start - at))
            at = piece.end
        events = [_event(act, pieces[0].start, language) for act in controls.drawn]
        return events_on_bars(layout, bars, axis, events, tuple(m[language] for m in _MARKS))

    return draw


def _bar(piece: Piece, axis, layout: str, space: int) -> Bar:
    q = piece.per_quarter
    label = value_label(q, axis, layout)
    label = label if piece.quarters == 1 else f"{piece.quarters} \u00d7 {label}"
    kind = "derived" if piece.derived or piece.quarters > 1 else "solid"
    name = piece.period[4:]
    return Bar(
        float(q.value / axis.factor), label, name, str(piece.start // 4), piece.quarters, kind,
        lo=float(q.lo / axis.factor), hi=float(q.hi / axis.factor), space=space,
    )  # fmt: skip


def _event(act: Act, start: int, language: str) -> Event:
    lo, hi = _slots(act.when, start)
    return Event((lo + hi) / 2, act.short[language], act.effect == RELAXED, lo, hi)


def _slots(when: Moment, start: int) -> tuple[float, float]:
    """Return the ends of a date in quarters after quarter-end `start`."""

    def place(day) -> float:
        return day.year * 4 + (day.month - 1) / 3 + (day.day - 1) / 92 - start

    return place(when.first), place(when.last) + 1 / 92


def _alt(controls: Controls) -> Text:
    """Return the extremes of the bars and the acts above them, by date."""
    pieces = controls.pieces
    if not controls.drawable:
        return controls.missing.reason
    low = min(pieces, key=lambda p: p.per_quarter.value)
    high = max(pieces, key=lambda p: p.per_quarter.value)
    en = ", ".join(f"{a.short.en} {a.when.iso}" for a in controls.drawn) or "no act"
    zh = "、".join(f"{a.short.zh}（{a.when.iso}）" for a in controls.drawn) or "无"
    return Text(
        f"Bars of revenue, {pieces[0].period} to {pieces[-1].period}, lowest {_at(low, 'en')}, "
        f"highest {_at(high, 'en')}. Dated acts above: {en}.",
        f"营业收入柱状图，{pieces[0].period}至{pieces[-1].period}，最低{_at(low, 'zh')}，"
        f"最高{_at(high, 'zh')}。上方举措：{zh}。",
    )


def _at(piece: Piece, language: str) -> str:
    amount = spell(piece.per_quarter, language).text
    return (
        f"{amount} in {piece.period}"
        if language == "en"
        else f"{period_text(piece.period).zh}{amount}"
    )
