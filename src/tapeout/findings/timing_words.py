"""What the timing section says of demand and supply, true for any company and date.

Each function takes results of the model and returns sentences with their numbers, their
condition and, where the sign can turn, the wording that is true.
"""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.timing import AMD, NVIDIA, Market, Shares
from tapeout.quantity import is_gap


# -- demand -------------------------------------------------------------------------------------
def market(m: Market) -> list[Sentence]:
    """Return size and growth, the check of the year before, and how far the houses differ."""
    told = [_size(m), _check(m)]
    if m.rival is not None and not is_gap(m.apart):
        told.append(_rival(m))
    if m.estimate is not None:
        told.append(_estimate(m))
    return told


def market_message(m: Market) -> Sentence:
    """Return the message of the drawing: how far two houses differ on one year."""
    if m.rival is None or is_gap(m.apart):
        return Sentence(
            "{house} puts China's GPU market of {year} at {market_size_2024}",
            "{house}：{year}中国GPU市场规模{market_size_2024}",
            {"house": m.house, "year": m.year, "market_size_2024": m.size},
        )
    values = {"rival": m.rival, "house": m.house, "year": m.year}
    if m.apart < 0:
        return Sentence(
            "For {year}, {rival} puts China's GPU market {houses_apart} below {house}",
            "{year}中国GPU市场规模，{rival}比{house}低{houses_apart}",
            values | {"houses_apart": -m.apart},
        )
    return choose(
        m.apart > 0,
        {
            "en": "For {year}, {rival} puts China's GPU market {houses_apart} above {house}",
            "zh": "{year}中国GPU市场规模，{rival}比{house}高{houses_apart}",
        },
        {
            "en": "For {year}, {rival} and {house} agree on China's GPU market",
            "zh": "{year}中国GPU市场规模，{rival}与{house}一致",
        },
        **values,
        houses_apart=m.apart,
    )


def _size(m: Market) -> Sentence:
    values = {"house": m.house, "year": m.year, "market_size_2024": m.size}
    if m.growth < 0:
        return Sentence(
            "{house} puts China's GPU market of {year} at {market_size_2024}, {market_fall_2024} "
            "less than the year before.",
            "{house}称，{year}中国GPU市场规模为{market_size_2024}，同比下降{market_fall_2024}。",
            values | {"market_fall_2024": -m.growth},
        )
    return Sentence(
        "{house} puts China's GPU market of {year} at {market_size_2024}, {market_growth_2024} "
        "more than the year before.",
        "{house}称，{year}中国GPU市场规模为{market_size_2024}，同比增长{market_growth_2024}。",
        values | {"market_growth_2024": m.growth},
        is_gap(m.growth) or m.growth >= 0,
    )


def _check(m: Market) -> Sentence:
    return choose(
        m.agrees,
        {
            "en": "Read backwards, that growth puts {before} at {market_size_2023_implied}; the "
            "house itself printed {market_size_2023}, and the two agree.",
            "zh": "按此增速倒推，{before}市场规模为{market_size_2023_implied}；"
            "该机构自己刊出的是{market_size_2023}，二者一致。",
        },
        {
            "en": "Read backwards, that growth puts {before} at {market_size_2023_implied}; the "
            "house itself printed {market_size_2023}, and the two do not agree.",
            "zh": "按此增速倒推，{before}市场规模为{market_size_2023_implied}；"
            "该机构自己刊出的是{market_size_2023}，二者不一致。",
        },
        before=m.before,
        market_size_2023_implied=m.implied,
        market_size_2023=m.printed,
    )


def _rival(m: Market) -> Sentence:
    return choose(
        m.rival_size.agrees(m.size),
        {
            "en": "{rival} counts {market_size_2024_rival} for the same year: the houses agree.",
            "zh": "{rival}对同一年的口径为{market_size_2024_rival}，两家一致。",
        },
        {
            "en": "{rival} counts {market_size_2024_rival} for the same year: another definition, "
            "kept apart here and never averaged.",
            "zh": "{rival}对同一年的口径为{market_size_2024_rival}："
            "定义不同，本报告分列，不作平均。",
        },
        rival=m.rival,
        market_size_2024_rival=m.rival_size,
    )


def _estimate(m: Market) -> Sentence:
    first = m.estimate.first_printed
    return choose(
        m.estimate.value.facts != first.facts,
        {
            "en": "{house} first printed the figure for {year} on {first_printed}, before the year "
            "had closed: an estimate, which later documents repeat unchanged.",
            "zh": "{house}的{year}数据最早刊于{first_printed}，当年尚未结束：这是预测值，"
            "后来的文件原样沿用。",
        },
        {
            "en": "{house} printed the figure for {year} on {first_printed}, before the year had "
            "closed: an estimate, not a count.",
            "zh": "{house}的{year}数据刊于{first_printed}，当年尚未结束：这是预测值，不是统计值。",
        },
        house=m.house,
        year=m.year,
        first_printed=first,
    )


# -- supply -------------------------------------------------------------------------------------
def shares(s: Shares) -> list[Sentence]:
    """Return who holds the market, what is left, and how concentrated it is."""
    told = [
        Sentence(
            "{house} gives NVIDIA {share_nvidia_2024:0} and AMD {share_amd_2024:0} of China's AI "
            "accelerators by value in {year}, which leaves {share_remaining_2024:0}.",
            "按销售额计，{house}估算{year}中国AI加速卡市场英伟达占{share_nvidia_2024:0}、"
            "AMD占{share_amd_2024:0}，其余合计{share_remaining_2024:0}。",
            {
                "house": s.house,
                "year": s.year,
                "share_nvidia_2024": s.nvidia,
                "share_amd_2024": s.amd,
                "share_remaining_2024": s.remaining,
            },
        )
    ]
    if s.largest is not None:
        told += [_largest(s), _own(s)]
    return [*told, *_concentration(s)]


def shares_message(s: Shares) -> Sentence:
    """Return the message of the drawing: what the first names hold, and what is left."""
    if s.largest is None:
        return Sentence("{share_remaining_2024:0}", "{share_remaining_2024:0}",
                        {"share_remaining_2024": s.remaining})  # fmt: skip
    return Sentence(
        "NVIDIA, AMD and {largest} hold {share_top_2024:0}; all other makers share "
        "{share_others_2024:0}",
        "英伟达、AMD与{largest}合占{share_top_2024:0}，其余厂商共分{share_others_2024:0}",
        {"largest": s.largest.name, "share_top_2024": s.top, "share_others_2024": s.others},
    )


def _largest(s: Shares) -> Sentence:
    return Sentence(
        "{largest} takes {share_largest_2024:0} of the whole, so that all other makers together "
        "have {share_others_2024:0}.",
        "其中{largest}占全市场的{share_largest_2024:0}，余下各家合计{share_others_2024:0}。",
        {
            "largest": s.largest.name,
            "share_largest_2024": s.largest.share,
            "share_others_2024": s.others,
        },
    )


def _own(s: Shares) -> Sentence:
    if s.own is None:
        return Sentence(
            "The house does not name {company} among them.",
            "该机构没有单列{company}的份额。",
            {"company": s.company},
        )
    return choose(
        s.own.id in (NVIDIA, AMD, s.largest.id),
        {
            "en": "{company} is one of those three.",
            "zh": "{company}即为上述三家之一。",
        },
        {
            "en": "{company} itself is printed with {share_company_2024:0}, without decimals.",
            "zh": "其中{company}为{share_company_2024:0}，原文未给出小数。",
        },
        company=s.company,
        share_company_2024=s.own.share,
    )


def _concentration(s: Shares) -> list[Sentence]:
    values = {"hhi_lower_bound_2024": s.hhi_low, "share_tail_2024": s.tail}
    if is_gap(s.hhi_low):
        return [Sentence("{hhi_lower_bound_2024}", "{hhi_lower_bound_2024}",
                         {"hhi_lower_bound_2024": s.hhi_low})]  # fmt: skip
    return [
        Sentence(
            "However the {share_tail_2024:0} without a name is split, the Herfindahl index is at "
            "least {hhi_lower_bound_2024}.",
            "无论未具名的{share_tail_2024:0}如何分布，赫芬达尔指数（HHI）不低于"
            "{hhi_lower_bound_2024}。",
            values,
        ),
        Sentence(
            "If one firm held all of that, the index would be {hhi_upper_bound_2024}; the lower "
            "bound is the concentration of {equal_firms_2024:1n} firms of equal size.",
            "若该部分全归一家，指数为{hhi_upper_bound_2024}；"
            "按下限计，集中度相当于{equal_firms_2024:1n}家规模相同的企业。",
            {"hhi_upper_bound_2024": s.hhi_high, "equal_firms_2024": s.equal_firms},
        ),
    ]
