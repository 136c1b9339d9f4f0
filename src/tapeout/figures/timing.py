"""Drawings of the timing section: market sizes, vendor shares, stages, days to listing."""

from __future__ import annotations

from decimal import Decimal

from tapeout.exhibit import Figure
from tapeout.figures import style
from tapeout.figures.dots import Dot, Yardstick, dots
from tapeout.figures.lines import Line, Point, lines
from tapeout.figures.swimlane import Kind, Lane, Mark, swimlanes
from tapeout.ledger import period_text
from tapeout.model.timing import NVIDIA, HouseSizes, Market, Shares
from tapeout.model.timing_listing import Listing, Listings
from tapeout.model.timing_stages import THRESHOLD, Career, Careers
from tapeout.quantity import Quantity, is_gap
from tapeout.tables import timing as tables
from tapeout.tables import timing_answers as answers
from tapeout.tables import timing_words as told
from tapeout.text import LANGUAGES, Text
from tapeout.words import Scale, digits, spell, spell_any

# Of the axis of money: factor and the words on its top tick.
_MONEY = {"en": (Decimal(10**9), "CNY {} bn"), "zh": (Decimal(10**8), "{}亿元")}
_FORECAST = Text("forecast", "预测")
_YEARS = {"en": (Text("founded", "成立"), " years"), "zh": (Text("founded", "成立"), "年")}


# -- market sizes ----------------------------------------------------------------------------------
def market_sizes(market: Market) -> Figure:
    """Return a line for each house, estimates hollow; the axis is logarithmic."""
    drawable = [h for h in market.houses if h.sizes]
    return Figure(
        "market_sizes",
        told.market_message(market),
        Text(
            "China's GPU market by research house, in yuan; log scale, so equal steps are equal "
            "growth. Hollow: an estimate printed before its year was over.",
            "各研究机构口径的中国GPU市场规模，对数刻度，等距即等比。空心为当年结束前刊出的预测值。",
        ),
        _market_alt(drawable),
        tables.market_sizes(market),
        _draw_market(drawable) if sum(len(h.sizes) for h in drawable) > 1 else None,
    )


def _draw_market(houses: list[HouseSizes]):
    counted = [int(s.period) for h in houses for s in h.sizes if not s.estimate]
    start = max(counted) + 0.5 if counted else None

    def draw(language: str, layout: str):
        factor, top = _MONEY[language]
        data = []
        # The house that prints less stands below, with its values under the marks.
        order = sorted(houses, key=lambda h: -max(s.value.value for s in h.sizes))
        for place, house in enumerate(order):
            colour, marker = style.house_style(house.house, place)
            points = tuple(
                Point(
                    float(s.period), float(s.value.value / factor),
                    _amount(s.value, factor, language, layout), s.estimate,
                )
                for s in house.sizes
            )  # fmt: skip
            data.append(Line(house.name[language], points, colour, marker, above=place == 0))
        values = [p.y for line in data for p in line.points]
        band = None if start is None else (start, _FORECAST[language])
        return lines(layout, data, _log_ticks(values, top), log=True, band=band)

    return draw


def _amount(q: Quantity, factor: Decimal, language: str, layout: str) -> str:
    decimals = 1 if layout == "wide" and language == "en" and q.value < factor * 1000 else 0
    return digits(q, Scale(factor, "", "", decimals), decimals, language)[0]


def _log_ticks(values: list[float], top: str) -> list[tuple[float, str]]:
    """Return 1, 2 and 5 times powers of ten inside the values, at most five of them."""
    grid = [m * 10.0**k for k in range(-2, 8) for m in (1, 2, 5)]
    inside = [t for t in grid if min(values) * 0.8 <= t <= max(values)]
    inside = inside if len(inside) <= 5 else inside[len(inside) % 2 :: 2]
    words = [f"{t:,.0f}" for t in inside]
    words[-1] = top.format(words[-1])
    return list(zip(inside, words, strict=True))


def _market_alt(houses: list[HouseSizes]) -> Text:
    parts = {}
    for language, join in (("en", "; "), ("zh", "；")):
        parts[language] = join.join(_house_told(h, language) for h in houses)
    return Text(
        f"Lines on a log scale by house, not joined with each other. {parts['en']}.",
        f"对数刻度折线图，各机构分列，互不相连。{parts['zh']}。",
    )


def _house_told(house: HouseSizes, language: str) -> str:
    sizes = [f"{spell(s.value, language).text}" for s in house.sizes]
    years = [period_text(s.period)[language] for s in house.sizes]
    if language == "en":
        said = ", ".join(f"{a} in {y}" for a, y in zip(sizes, years, strict=True))
        return f"{house.name.en}: {said}"
    said = "、".join(f"{y}{a}" for a, y in zip(sizes, years, strict=True))
    return f"{house.name.zh}：{said}"


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
        return Text("No shares by vendor were published.", "未见按厂商划分的份额。")
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


# -- stages ----------------------------------------------------------------------------------------
def stages(careers: Careers) -> Figure:
    """Return the swim-lanes by age; makers without a published founding date are named below."""
    lanes = [c for c in (careers.focus, *careers.peers) if not is_gap(c.founded)]
    undated = [c for c in (careers.focus, *careers.peers) if is_gap(c.founded)]
    note = None
    if undated:
        names = tables.joined(undated)
        note = Text(
            f"Not drawn, because no founding date had been published: {names.en}.",
            f"成立日期未见披露，未绘：{names.zh}。",
        )
    return Figure(
        "stages",
        told.stages_message(careers),
        Text(
            "Years since founding. A pale bar is a date known only to the year; a dotted lane has "
            "no listing yet, a hollow last mark is announced.",
            "成立以来的年数。浅色条为只精确到年的日期；虚线为尚未上市，空心末端为已公告未上市。",
        ),
        _stages_alt(careers, lanes),
        tables.stages(careers),
        _draw_stages(careers, lanes) if len(lanes) > 1 else None,
        note,
    )


def _kinds(language: str) -> dict[str, Kind]:
    amount = spell(THRESHOLD, language).text
    above = {"en": f"first year above {amount}", "zh": f"年营收首超{amount}"}[language]
    words = {
        "en": ("first tape-out", "first mass production or launch", "accepted", "listed"),
        "zh": ("首次流片", "首款产品量产或发布", "受理", "上市"),
    }[language]
    return {
        "tape_out": Kind(words[0], "^", hollow=True),
        "product": Kind(words[1], "o"),
        "revenue": Kind(above, "s", above=False),
        "accepted": Kind(words[2], "D", hollow=True),
        "listed": Kind(words[3], "o", big=True),
    }


def _draw_stages(careers: Careers, lanes: list[Career]):
    def draw(language: str, layout: str):
        median = None
        if not is_gap(careers.median):
            median = (float(careers.median.value), _median_told(careers, language))
        zero, unit = _YEARS[language]
        return swimlanes(
            layout,
            [_lane(c, c is careers.focus, language) for c in lanes],
            _kinds(language),
            axis=(zero[language], unit),
            median=median,
        )

    return draw


def _lane(career: Career, focus: bool, language: str) -> Lane:
    middle = career.founded.decimal_year
    marks = tuple(
        Mark(s.kind, *_ends(s.moment, middle), planned=s.planned)
        for s in career.stages
        if s.known
    )
    over = is_gap(career.years)
    end = career.age if over else career.years
    half = (career.founded.last - career.founded.first).days / 365.2425 / 2
    total = Text("not listed", "尚未上市")[language] if over else _total(career.years, language)
    # A founding known to the day or month is narrower than its mark.
    return Lane(career.name[language], marks, float(end.value), total, focus, over,
                half if half > 0.25 else 0.0)  # fmt: skip


def _ends(moment, middle: float) -> tuple[float, float]:
    """Return the ends of a date as years since founding, from the middle of the founding date."""
    at, width = moment.decimal_year - middle, (moment.last - moment.first).days / 365.2425
    return at - width / 2, at + width / 2


def _total(years: Quantity, language: str) -> str:
    told_ = spell(years, language)
    if told_.range is None:
        return told_.text
    rough = spell(years, language, 0).text
    return {"en": f"about {rough}", "zh": f"约{rough}"}[language]


def _median_told(careers: Careers, language: str) -> str:
    count = len(careers.counted)
    years = spell(careers.median, language).number
    if language == "en":
        return f"median of {count} listed peers {years}" if count > 1 else f"one listed peer {years}"
    return f"{count}家已上市同业中位数{years}年"


def _stages_alt(careers: Careers, lanes: list[Career]) -> Text:
    listed = [c for c in lanes if not is_gap(c.years)]
    parts = {}
    for language, join in (("en", ", "), ("zh", "、")):
        parts[language] = join.join(
            f"{c.name[language]}{' ' if language == 'en' else ''}{_total(c.years, language)}"
            for c in sorted(listed, key=lambda c: c.years.value)
        )
    open_ = [c for c in lanes if is_gap(c.years)]
    en = f"Swim-lanes of {len(lanes)} makers by age. Founding to listing: {parts['en']}."
    zh = f"{len(lanes)}家厂商按成立年数排列的泳道图。成立至上市：{parts['zh']}。"
    if open_:
        names = tables.joined(open_)
        en += f" No listing date: {names.en}."
        zh += f"无上市日期：{names.zh}。"
    return Text(en, zh)


# -- days to listing -------------------------------------------------------------------------------
def days_to_listing(found: Listings) -> Figure:
    """Return the dot plot of days from acceptance to listing, from the peers' median."""
    shown = [x for x in (found.focus, *found.peers) if not is_gap(x.to_listing)]
    shown.sort(key=lambda x: -x.to_listing.value)
    without = [x for x in (found.focus, *found.peers) if is_gap(x.to_listing)]
    note = None
    if without:
        names = tables.joined(without)
        note = Text(
            f"Without both dates, not drawn: {names.en}.",
            f"受理与上市日期不全，未绘：{names.zh}。",
        )
    return Figure(
        "days_to_listing",
        answers.listing_message(found),
        Text(
            "Days from acceptance to listing, with the month of listing. Hollow: announced.",
            "受理至上市天数，附上市年月。空心为已公告、尚未上市。",
        ),
        _days_alt(found, shown),
        tables.days_to_listing(found, shown),
        _draw_days(found, shown) if len(shown) > 1 else None,
        note,
    )


def _draw_days(found: Listings, shown: list[Listing]):
    def draw(language: str, layout: str):
        rows = [
            Dot(
                x.name[language], float(x.to_listing.value),
                spell(x.to_listing, language).number, x.listed.iso[:7],
                x is found.focus, x.planned,
                float(x.to_listing.lo), float(x.to_listing.hi),
            )
            for x in shown
        ]  # fmt: skip
        yardstick = Yardstick(0)
        if not is_gap(found.median):
            words = spell(found.median, language).number
            label = {"en": f"peers' median {words}", "zh": f"同业中位数{words}"}[language]
            yardstick = Yardstick(float(found.median.value), label)
        unit = {"en": " days", "zh": "天"}[language]
        return dots(layout, rows, yardstick, unit=unit)

    return draw


def _days_alt(found: Listings, shown: list[Listing]) -> Text:
    if not shown:
        return Text("No wait for a listing could be dated.", "没有可计算的上市等待天数。")
    en = ", ".join(f"{x.name.en} {spell(x.to_listing, 'en').number}" for x in shown)
    zh = "、".join(f"{x.name.zh}{spell(x.to_listing, 'zh').number}天" for x in shown)
    middle = Text(*(spell_any(found.median, lang) for lang in LANGUAGES))
    return Text(
        f"Dot plot of days from acceptance to listing, the longest first: {en}. "
        f"Stems start at the median of the listed peers, {middle.en}.",
        f"受理至上市天数点图，由长到短：{zh}。连线起自已上市同业的中位数{middle.zh}。",
    )
