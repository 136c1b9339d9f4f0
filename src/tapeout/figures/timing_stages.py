"""The swim-lanes of the timing section: the stages of the makers by age."""

from __future__ import annotations

from tapeout.exhibit import Figure
from tapeout.figures.swimlane import Kind, Lane, Mark, swimlanes
from tapeout.findings import timing_stage_words as stage_words
from tapeout.model.timing_stages import THRESHOLD, Career, Careers
from tapeout.moment import DAYS_IN_YEAR, Moment
from tapeout.quantity import Quantity, is_gap
from tapeout.tables import timing_listing as tables
from tapeout.text import Text, all_of
from tapeout.words import spell

_ZERO, _YEARS = Text("founded", "成立"), Text(" years", "年")


def stages(careers: Careers) -> Figure:
    """Return the swim-lanes by age; makers without a published founding date are named below."""
    lanes = [c for c in (careers.focus, *careers.peers) if not is_gap(c.founded)]
    undated = [c for c in (careers.focus, *careers.peers) if is_gap(c.founded)]
    note = None
    if undated:
        names = all_of(x.name for x in undated)
        note = Text(
            f"Not drawn, because no founding date had been published: {names.en}.",
            f"成立日期未见披露，未绘：{names.zh}。",
        )
    return Figure(
        "stages",
        stage_words.stages_message(careers),
        Text(
            "Years since founding. A pale bar is a date known only to the quarter or the year; a "
            "dotted lane has no listing yet, a hollow last mark is announced.",
            "成立以来的年数。浅色条为只精确到季度或年份的日期；虚线为尚未上市，空心末端为已公告未上市。",
        ),
        _stages_alt(lanes),
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
        return swimlanes(
            layout,
            [_lane(c, c is careers.focus, language) for c in lanes],
            _kinds(language),
            axis=(_ZERO[language], _YEARS[language]),
            median=median,
        )

    return draw


def _lane(career: Career, focus: bool, language: str) -> Lane:
    middle = career.founded.decimal_year
    marks = tuple(
        Mark(s.kind, *_ends(s.moment, middle), planned=s.planned) for s in career.stages if s.known
    )
    over = is_gap(career.years)
    end = career.age if over else career.years
    half = _width(career.founded) / 2
    total = Text("not listed", "尚未上市")[language] if over else _total(career.years, language)
    # A founding known to the day or month is narrower than its mark.
    return Lane(career.name[language], marks, float(end.value), total, focus, over,
                half if half > 0.25 else 0.0)  # fmt: skip


def _ends(moment: Moment, middle: float) -> tuple[float, float]:
    """Return the ends of a date as years since founding, from the middle of the founding date."""
    at, half = moment.decimal_year - middle, _width(moment) / 2
    return at - half, at + half


def _width(moment: Moment) -> float:
    return (moment.last - moment.first).days / float(DAYS_IN_YEAR)


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
        return (
            f"median of {count} listed peers {years}" if count > 1 else f"one listed peer {years}"
        )
    return f"{count}家已上市同业中位数{years}年"


def _stages_alt(lanes: list[Career]) -> Text:
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
        names = all_of(x.name for x in open_)
        en += f" No listing date: {names.en}."
        zh += f"无上市日期：{names.zh}。"
    return Text(en, zh)
