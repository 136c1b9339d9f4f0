"""Drawing of the timing section: the shares by vendor."""

from __future__ import annotations

from tapeout.exhibit import Figure
from tapeout.figures.dots import Dot, Yardstick, dots
from tapeout.findings import timing_words as told
from tapeout.model.timing import NVIDIA, Shares
from tapeout.quantity import Quantity, is_gap
from tapeout.tables import timing as tables
from tapeout.text import LANGUAGES, Text
from tapeout.words import spell


# -- vendor shares -------------------------------------------------------------------------------
def vendor_shares(shares: Shares) -> Figure:
    """Return the dot plot of shares by value; what nobody holds by name is hollow."""
    return Figure(
        "vendor_shares",
        told.shares_message(shares),
        Text(
            f"Share of China's AI accelerators by value, {shares.year.en}, {shares.house.en}. "
            "Hollow: what the house gives to nobody by name, with its rounding.",
            f"{shares.year.zh}中国AI加速卡市场份额，按销售额，{shares.house.zh}口径。"
            "空心为未具名部分，横线为舍入区间。",
        ),
        _shares_alt(shares),
        tables.vendor_shares(shares),
        _draw_shares(shares) if len(shares.vendors) > 1 and not is_gap(shares.tail) else None,
    )


def _draw_shares(shares: Shares):
    def draw(language: str, layout: str):
        rows = [
            Dot(
                v.name[language], float(v.share.value), _percent(v.share, language),
                focus=shares.own is not None and v.id == shares.own.id,
                colour="frontier" if v.id == NVIDIA and shares.own != v else "",
            )
            for v in shares.vendors
        ]  # fmt: skip
        tail = shares.tail
        rows.append(
            Dot(
                tables.UNNAMED[language], float(tail.value), _percent(tail, language), hollow=True,
                lo=float(tail.lo), hi=float(tail.hi),
            )
        )  # fmt: skip
        return dots(layout, rows, Yardstick(0), unit="%", by_value=False)

    return draw


def _percent(q: Quantity, language: str) -> str:
    return spell(q, language, 0).number


def _shares_alt(shares: Shares) -> Text:
    if is_gap(shares.tail):
        return Text("The evidence holds no shares by vendor.", "证据中没有按厂商划分的份额。")
    en = ", ".join(f"{v.name.en} {spell(v.share, 'en', 0).text}" for v in shares.vendors)
    zh = "、".join(f"{v.name.zh}{spell(v.share, 'zh', 0).text}" for v in shares.vendors)
    tail = {lang: spell(shares.tail, lang, 0) for lang in LANGUAGES}
    rounding = {
        "en": f", {tail['en'].range} by rounding" if tail["en"].range else "",
        "zh": f"（计入舍入为{tail['zh'].range}）" if tail["zh"].range else "",
    }
    return Text(
        f"Dot plot of shares by value, the largest first: {en}. "
        f"Not named: {tail['en'].text}{rounding['en']}.",
        f"按销售额的份额点图，由高到低：{zh}。未具名部分{tail['zh'].text}{rounding['zh']}。",
    )
