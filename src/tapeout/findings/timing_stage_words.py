"""What the timing section says of the stages of the makers, from founding to listing."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.timing_legs import GATE, WHOLE, Leg, legs
from tapeout.model.timing_stages import THRESHOLD, Careers
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text, all_of


def stages(c: Careers) -> list[Sentence]:
    """Return the years from founding to listing, against the peers, and the steps between."""
    told = [_years(c)]
    if not is_gap(c.focus.years) and not is_gap(c.median):
        told.append(_against_median(c))
    if not is_gap(c.focus.founded):
        told += _steps(c)
    return [*told, _first_year(c)]


def pace(c: Careers) -> list[Sentence]:
    """Return on which legs the company was faster or slower than the median of its peers.

    Only legs with a median of at least two peers count, and only where the intervals tell
    the two apart; the whole way, and the days from acceptance to listing, are told elsewhere.
    """
    inner = [leg for leg in legs(c) if leg.key not in (WHOLE, GATE) and leg.comparable]
    if not inner:
        return [
            Sentence(
                "No leg of {company} on the way can be held against a median of at least two "
                "peers.",
                "{company}没有任何一段可与至少两家同业的中位数相比。",
                {"company": c.focus.name},
            )
        ]
    fast = [leg for leg in inner if leg.own < leg.median]
    slow = [leg for leg in inner if leg.own > leg.median]
    like = [leg for leg in inner if leg not in fast and leg not in slow]
    told = []
    if fast:
        told.append(_paced(fast, Text("faster", "更快"), Text("most clearly", "最明显的是"), min))
    if slow:
        told.append(_paced(slow, Text("slower", "更慢"), Text("most clearly", "最明显的是"), max))
    return told + ([_alike(c, like)] if like else [])


def _paced(found: list[Leg], word: Text, most: Text, pick) -> Sentence:
    """Return the legs of one kind by name, and the one that stands furthest from its median."""
    far = pick(found, key=lambda leg: leg.own.value / leg.median.value)
    start, end = far.key.split("_to_")
    own, middle = f"years_{start}_to_{end}", f"median_years_{start}_to_{end}"
    values = {"furthest": far.name, own: far.own, middle: far.median}
    if len(found) == 1:
        return Sentence(
            f"It was {word.en} than the peers' median from {{furthest}}: {{{own}}} against "
            f"{{{middle}}}.",
            f"{{furthest}}用时{{{own}}}，同业中位数{{{middle}}}，公司{word.zh}。",
            values,
        )
    names = Text(_listed([leg.name.en for leg in found]), "、".join(leg.name.zh for leg in found))
    return Sentence(
        f"It was {word.en} than the peers' median from {{legs}}, {most.en} from {{furthest}}: "
        f"{{{own}}} against {{{middle}}}.",
        f"与同业中位数相比，{{legs}}{word.zh}，{most.zh}{{furthest}}：{{{own}}}，中位数{{{middle}}}。",
        values | {"legs": names},
    )


def _alike(c: Careers, found: list[Leg]) -> Sentence:
    names = Text(_listed([leg.name.en for leg in found]), "、".join(leg.name.zh for leg in found))
    return Sentence(
        "Too coarse in their dates to tell {company} from the median: {legs_alike}.",
        "因日期精度不足，{company}与中位数难分快慢的有：{legs_alike}。",
        {"legs_alike": names, "company": c.focus.name},
    )


def _listed(names: list[str]) -> str:
    """Return names that hold a "to" as a list: a to b, b to c, and c to d."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, and {names[-1]}"


def _place(whole: Leg) -> tuple[Text, dict]:
    """Return who was faster and slower to the listing, by name, in words that go behind."""
    faster, slower = whole.faster, whole.slower
    if faster and slower:
        told = Text(" Faster than it: {faster}; slower: {slower}.",
                    "比它更快的有{faster}，更慢的有{slower}。")  # fmt: skip
        return told, {
            "faster": all_of(x.name for x in faster),
            "slower": all_of(x.name for x in slower),
        }
    if faster:
        told = Text(
            " Faster than it: {faster}; none was slower.", "比它更快的有{faster}，没有更慢者。"
        )
        return told, {"faster": all_of(x.name for x in faster)}
    if slower:
        told = Text(
            " No peer was faster; the next is {slower}.", "没有更快的同业，紧随其后的是{slower}。"
        )
        return told, {"slower": slower[0].name}
    return Text("", ""), {}


def stages_message(c: Careers) -> Sentence:
    """Return the message of the swim-lanes."""
    f = c.focus
    values = {"company": f.name, "years_founded_to_listing": f.years}
    if is_gap(f.founded):
        return Sentence("{company_age}", "{company_age}", {"company_age": f.age})
    if is_gap(f.years):
        values = {"company": f.name, "company_age": f.age}
        if is_gap(c.median):
            return Sentence("{company} is not listed {company_age} after founding",
                            "{company}成立{company_age}，尚未上市", values)  # fmt: skip
        return Sentence(
            "{company} is not listed {company_age} after founding; listed peers took a median "
            "{median_years_founded_to_listing}",
            "{company}成立{company_age}尚未上市，已上市同业中位数为{median_years_founded_to_listing}",
            values | {"median_years_founded_to_listing": c.median},
        )
    lead = {
        "en": "{company} lists {years_founded_to_listing} after founding",
        "zh": "{company}将在成立{years_founded_to_listing}后上市",
    }
    if f.listed:
        lead = {
            "en": "{company} listed {years_founded_to_listing} after founding",
            "zh": "{company}从成立到上市用了{years_founded_to_listing}",
        }
    if is_gap(c.median):
        return Sentence(lead["en"], lead["zh"], values)
    return _compared(c, lead, values)


def _compared(c: Careers, lead: dict[str, str], values: dict) -> Sentence:
    """Return the lead with how the years stand against the median of the peers."""
    word = {
        "less": Text("less than", "短于"), "more": Text("more than", "长于"),
        "like": Text("about", "接近"),
    }[compared(c.focus.years, c.median)]  # fmt: skip
    return Sentence(
        lead["en"] + f", {word.en} its peers' median of {{median_years_founded_to_listing}}",
        lead["zh"] + f"，{word.zh}同业中位数{{median_years_founded_to_listing}}",
        values | {"median_years_founded_to_listing": c.median},
    )


def compared(value: Quantity, other: Quantity) -> str:
    """Return less, more, or like where the intervals do not tell the two apart."""
    if value < other:
        return "less"
    return "more" if value > other else "like"


def _years(c: Careers) -> Sentence:
    f = c.focus
    if is_gap(f.founded):
        return Sentence("{company_age}", "{company_age}", {"company_age": f.age})
    listed = f.stage("listed").moment
    values = {"company": f.name, "founded": f.founded}
    if is_gap(listed):
        return Sentence(
            "{company} was {company_age} old on {as_of} (founded: {founded}), without a published "
            "listing date.",
            "截至{as_of}，{company}成立已{company_age}（成立：{founded}），未见上市日期公布。",
            values | {"company_age": f.age, "as_of": c.as_of},
        )
    values |= {"listed": listed, "years_founded_to_listing": f.years}
    return choose(
        f.planned,
        {
            "en": "From founding ({founded}) to the listing announced for {listed}, {company} "
            "takes {years_founded_to_listing}.",
            "zh": "{company}成立于{founded}，已公告将于{listed}上市，"
            "历时{years_founded_to_listing}。",
        },
        {
            "en": "From founding ({founded}) to listing ({listed}), {company} took "
            "{years_founded_to_listing}.",
            "zh": "{company}成立于{founded}，{listed}上市，历时{years_founded_to_listing}。",
        },
        **values,
    )


def _against_median(c: Careers) -> Sentence:
    tail = {
        "less": Text("it needed less time.", "公司用时更短。"),
        "more": Text("it needed more time.", "公司用时更长。"),
        "like": Text("it needed about as long.", "公司用时大致相当。"),
    }[compared(c.focus.years, c.median)]
    place, names = _place(legs(c)[-1])
    return Sentence(
        "Its listed peers with both dates, {peer_count:n} of them, have a median of "
        f"{{median_years_founded_to_listing}}: {tail.en}{place.en}",
        f"两个日期俱全的已上市同业有{{peer_count}}，中位数为{{median_years_founded_to_listing}}，"
        f"{tail.zh}{place.zh}",
        {"peer_count": c.peer_count, "median_years_founded_to_listing": c.median} | names,
    )


def _steps(c: Careers) -> list[Sentence]:
    tape, product = (c.focus.stage(kind).moment for kind in ("tape_out", "product"))
    if not is_gap(tape) and not is_gap(product):
        return [
            Sentence(
                "Its first tape-out is dated {first_tape_out}, its first product in production or "
                "on sale {first_product}.",
                "首次流片：{first_tape_out}；首款产品量产或发布：{first_product}。",
                {"first_tape_out": tape, "first_product": product},
            )
        ]
    return [
        Sentence("{first_tape_out}", "{first_tape_out}", {"first_tape_out": tape})
        if is_gap(tape)
        else Sentence("Its first tape-out is dated {first_tape_out}.",
                      "首次流片：{first_tape_out}。", {"first_tape_out": tape}),
        Sentence(
            "The first product of {company} in production or on sale is dated {first_product}.",
            "{company}首款产品量产或发布：{first_product}。",
            {"company": c.focus.name, "first_product": product},
        ),
    ]  # fmt: skip


def _first_year(c: Careers) -> Sentence:
    return Sentence(
        "{first_year_above} was the first year in which it sold more than {threshold}.",
        "{first_year_above}营业收入首次超过{threshold}。",
        {"first_year_above": c.focus.stage("revenue").moment, "threshold": THRESHOLD},
    )
