"""What the timing section says of the closing prices after the listing."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.timing_debuts import CONTROL
from tapeout.model.timing_prices import Close, Path, Prices
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text, all_of

_SILENT = 30  # days between two dated closes from which the hole is told


def prices(found: Prices) -> list[Sentence]:
    """Return the drawdown at the last dated close, the deepest one, and what is not known."""
    path = found.focus
    if path.last is None or is_gap(path.drawdown):
        return [_nothing(path), *_peers(found)]
    return [*_at_last(path), *_deepest(path), *_silence(path), *_peers(found)]


def prices_message(found: Prices) -> Sentence:
    """Return the message of the price path: where the last dated close stands."""
    path = found.focus
    change, last = path.drawdown, path.last
    if is_gap(change) or last is None:
        return _nothing(path)
    values = {"company": path.name, "last_close_day": last.day} | _distance(change)
    if change < 0 and path.deepest < change:
        return Sentence(
            "{company} stood {below_first_close:0} below its first close on {last_close_day}, having been "
            "{deepest_below:0} below",
            "{company}{last_close_day}收盘较首日低{below_first_close:0}，最深曾低{deepest_below:0}",
            values | {"deepest_below": _deep(path)},
        )
    if change < 0:
        return Sentence(
            "{company} stood {below_first_close:0} below its first close on {last_close_day}",
            "{company}{last_close_day}收盘较首日低{below_first_close:0}",
            values,
        )
    return choose(
        change > 0,
        {
            "en": "{company} stood {above_first_close:0} above its first close on {last_close_day}",
            "zh": "{company}{last_close_day}收盘较首日高{above_first_close:0}",
        },
        {
            "en": "{company} stood about at its first close on {last_close_day}",
            "zh": "{company}{last_close_day}收盘与首日大致持平",
        },
        **values,
    )


def _distance(change: Quantity) -> dict[str, Quantity]:
    if change < 0:
        return {
            "below_first_close": (-change).labelled(Text("below the first close", "低于首日收盘"))
        }
    if change > 0:
        return {"above_first_close": change}
    return {}


def _deep(path: Path) -> Quantity:
    return (-path.deepest).labelled(Text("lowest close below the first", "最低收盘低于首日收盘"))


def _nothing(path: Path) -> Sentence:
    """Return why there is no path: not traded, or no close after the first."""
    gap = path.drawdown
    hole = "{drawdown_from_first_close}"
    return Sentence(hole, hole, {"drawdown_from_first_close": gap})


def _at_last(path: Path) -> list[Sentence]:
    last: Close = path.last
    told = [
        Sentence(
            "The last dated close, {last_close} on {last_close_day}, is a change of "
            "{drawdown_from_first_close} from the first close.",
            "证据中最近的收盘价为{last_close}（{last_close_day}），较首日收盘变动"
            "{drawdown_from_first_close}。",
            {
                "last_close": last.price,
                "last_close_day": last.day,
                "drawdown_from_first_close": path.drawdown,
            },
        )
    ]
    since = path.since_issue
    if not is_gap(since):
        told.append(
            choose(
                since > 0 and path.drawdown < 0,
                {
                    "en": "Against the issue price it is up {since_issue}: the gain went to those "
                    "who were allotted shares, not to those who bought at the first close.",
                    "zh": "较发行价上涨{since_issue}：收益归于中签者，而非首日收盘买入者。",
                },
                {
                    "en": "Against the issue price it is a change of {since_issue}.",
                    "zh": "较发行价变动{since_issue}。",
                },
                since_issue=since,
            )
        )
    return told


def _deepest(path: Path) -> list[Sentence]:
    low = path.lowest
    if not path.deepest < 0:
        return [
            Sentence(
                "No dated close lay below the first.",
                "其有记录的收盘价没有低于首日的。",
                {},
                all(not path.change(c, Text("", "")) < 0 for c in path.later),
            )
        ]
    if low is path.last:
        return [
            choose(
                len(path.later) > 1,
                {
                    "en": "It is also the lowest dated close.",
                    "zh": "这也是有记录的收盘价中最低的一个。",
                },
                {
                    "en": "It is the only dated close after the first.",
                    "zh": "这是首日之后唯一有记录的收盘价。",
                },
            )
        ]
    return [
        Sentence(
            "The lowest of the dated closes, on {deepest_day}, lay {deepest_below} below the "
            "first.",
            "有记录的收盘价中，最低的一个在{deepest_day}，较首日收盘低{deepest_below}。",
            {"deepest_day": low.day, "deepest_below": _deep(path)},
        )
    ]


def _silence(path: Path) -> list[Sentence]:
    start, end = path.silence
    if not path.silent_days > _SILENT:
        return []
    return [
        Sentence(
            "From {silent_from} to {silent_to}, {silent_days}, the evidence holds no close: what "
            "the price did between, and whether it fell lower, it cannot say.",
            "{silent_from}至{silent_to}的{silent_days}内，证据中没有收盘价，其间走势与更低价位无从得知。",
            {"silent_from": start.day, "silent_to": end.day, "silent_days": path.silent_days},
        )
    ]


def _peers(found: Prices) -> list[Sentence]:
    """Return how the others stood against their own first close, by name."""
    known = [p for p in found.peers if p.last is not None and not is_gap(p.drawdown)]
    below = [p for p in known if p.drawdown < 0]
    above = [p for p in known if p.drawdown > 0]
    if not known:
        return []
    values = {"below": all_of(x.name for x in below) if below else Text("", ""),
              "above": all_of(x.name for x in above) if above else Text("", "")}  # fmt: skip
    if below and above:
        return [
            Sentence(
                "Of the others, each on the scale of its own first close, {above} last stood above "
                "it and {below} below.",
                "其他厂商各以自身首日收盘为基准：{above}最近收盘高于首日，{below}低于首日。",
                values,
            )
        ]
    side, en, zh = (below, "below", "低于") if below else (above, "above", "高于")
    if not side:
        return []
    return [
        Sentence(
            f"Of the others with a later close, {{{en}}} last stood {en} the first close.",
            f"有后续收盘价的其他厂商中，{{{en}}}最近收盘{zh}首日。",
            {en: values[en]},
        )
    ]


def control(found: Prices) -> list[Sentence]:
    """Return what is known of the control after its first close, and from when."""
    other = next((p for p in found.peers if p.company == CONTROL), None)
    if other is None or is_gap(other.first) or not other.later:
        return []
    return [
        Sentence(
            "Of {control} the evidence holds a first close of {control_first_close} "
            "and then nothing until {control_next_day}, at {control_next_close}: how a buyer of "
            "the first day fared in between, it does not show.",
            "{control}首日收盘{control_first_close}，此后直到{control_next_day}才有下一个收盘价"
            "{control_next_close}，首日买入者其间的得失无从得知。",
            {
                "control": other.name,
                "control_first_close": other.first.price,
                "control_next_day": other.later[0].day,
                "control_next_close": other.later[0].price,
            },
        )
    ]
