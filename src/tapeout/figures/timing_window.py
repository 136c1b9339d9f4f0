"""Drawing of the window: the simulated dates on which supply meets demand."""

from __future__ import annotations

import numpy as np

from tapeout.exhibit import Figure
from tapeout.figures.date_ranges import DateRange, Histogram, date_ranges
from tapeout.findings import timing_window_words as told
from tapeout.model.timing_window import Window
from tapeout.quantity import is_gap
from tapeout.tables import timing_window as tables
from tapeout.text import Text
from tapeout.words import spell

_BAND = Text("{} of paths", "{}的路径")
_UNIT = Text("{} of paths in a quarter", "每季度{}的路径")
_ROW = {
    "printed": Text("printed ratios alone", "仅按原文比值"),
    "none": Text("no return of NVIDIA", "英伟达不回归"),
    "h20_class": Text("H20 class returns", "H20级产品回归"),
    "h200_class": Text("H200 class returns", "H200级产品回归"),
    "all": Text("all scenarios", "各情景加权"),
}


def closing(w: Window) -> Figure:
    """Return the histogram of the dates over the ranges of the scenarios."""
    return Figure(
        "window",
        told.message(w),
        _subtitle(w),
        _alt(w),
        tables.dates(w),
        _draw(w) if w.known and not is_gap(w.p90) else None,
    )


def _subtitle(w: Window) -> Text:
    if not w.known:
        return Text("When domestic supply meets demand.", "国产供给追平需求的时点。")
    paths = {lang: spell(w.paths, lang).text for lang in ("en", "zh")}
    return Text(
        f"Date on which domestic and foreign supply together meet demand, {paths['en']}. "
        "Bars: tenth to ninetieth percentile; dot: median; ring: no distribution.",
        f"国产与外资供给合计追平需求的时点，{paths['zh']}。横条为第10至第90百分位，"
        "实心点为中位数，空心点不含分布。",
    )


def histogram(dates: np.ndarray) -> tuple[float, tuple[float, ...]]:
    """Return (start, percent of paths in each quarter from there) without the last percent."""
    finite = dates[np.isfinite(dates)]
    first = np.floor(np.quantile(finite, 0.005) * 4) / 4
    last = np.ceil(np.quantile(finite, 0.985) * 4) / 4
    edges = first + np.arange(round((last - first) * 4) + 1) / 4
    counts, _ = np.histogram(finite, edges)
    return float(first), tuple(100 * float(c) / len(dates) for c in counts)


def _draw(w: Window):
    def draw(language: str, layout: str):
        start, shares = histogram(w.dates)
        rows = [
            DateRange(
                _ROW["printed"][language], float(w.crossing.value), _quarter(w.crossing, language)
            )
        ]
        rows += [
            DateRange(
                _ROW[case.key][language], float(case.median.value), _quarter(case.median, language),
                float(case.p10.value), float(case.p90.value),
            )
            for case in w.cases
        ]  # fmt: skip
        lo, hi = float(w.p10.value), float(w.p90.value)
        middle = float(w.median.value)
        rows.append(
            DateRange(_ROW["all"][language], middle, _quarter(w.median, language), lo, hi, True)
        )
        shape = Histogram(
            start,
            shares,
            lo,
            hi,
            middle,
            _BAND[language].format(spell(told.INNER, language).text),
            _UNIT[language],
        )
        return date_ranges(layout, shape, rows)

    return draw


def _quarter(date, language: str) -> str:
    return spell(date, language, bare=True).text


def _alt(w: Window) -> Text:
    if not w.known:
        return Text("Nothing is drawn.", "未绘制。")
    early = min(w.cases, key=lambda case: case.median.value)
    late = max(w.cases, key=lambda case: case.median.value)
    start, shares = histogram(w.dates)
    peak = start + max(range(len(shares)), key=shares.__getitem__) / 4
    year = int(peak)
    quarter = f"{year}Q{int((peak - year) * 4) + 1}"
    return Text(
        f"Histogram of simulated dates by quarter, highest in {quarter}, with a longer tail to the "
        f"right, over ranges by scenario. Earliest median: {early.name.en}, "
        f"{_quarter(early.median, 'en')}; latest: {late.name.en}, {_quarter(late.median, 'en')}. "
        f"All scenarios: {_quarter(w.p10, 'en')} to {_quarter(w.p90, 'en')}.",
        f"按季度的模拟时点直方图，峰值在{quarter}，右侧尾部较长；下方为各情景的区间。"
        f"中位数最早为{early.name.zh}（{_quarter(early.median, 'zh')}），最晚为{late.name.zh}"
        f"（{_quarter(late.median, 'zh')}）。各情景合计：{_quarter(w.p10, 'zh')}至{_quarter(w.p90, 'zh')}。",
    )
