"""The ledger as of a date: facts, series and cross-sections as quantities, rows and frames."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tapeout.errors import MissingFact, UnknownName, UsageProblem
from tapeout.ledger import labels
from tapeout.ledger.catalogue import Catalogue
from tapeout.ledger.periods import FREQUENCIES
from tapeout.ledger.records import FactRow
from tapeout.moment import Moment
from tapeout.quantity import Gap, Origin, Quantity
from tapeout.text import Text

Value = Quantity | Moment | Text


@dataclass(frozen=True, eq=False)
class Ledger(Catalogue):
    """What had been published by `as_of`. Every question is answered as of that day."""

    # -- single facts ---------------------------------------------------------------------
    def fact(
        self,
        subject: str,
        metric: str,
        segment: str = "",
        period: str | None = None,
        house: str | None = None,
    ) -> Value:
        """Return the fact: a Quantity, a Moment (dates, years) or a Text (words).

        `period` None means the only one there is, `house` None the only house; with several
        UsageProblem lists them. A name that nothing carries raises UnknownName, known names
        without such a fact MissingFact with the periods that exist.
        """
        row = self._one(subject, metric, segment, period, house)
        if row is None:
            raise MissingFact(self._what_exists(subject, metric, segment, period, house))
        return self.value(row)

    def find(
        self,
        subject: str,
        metric: str,
        segment: str = "",
        period: str | None = None,
        house: str | None = None,
    ) -> Value | Gap:
        """Return the fact, or a Gap that says in a sentence that it was not published."""
        row = self._one(subject, metric, segment, period, house)
        return self._gap(subject, metric, segment, period) if row is None else self.value(row)

    def value(self, row: FactRow) -> Value:
        """Return the value of a row as a Quantity, Moment or Text, with its label."""
        name = labels.label(self.store, row)
        if row.is_date:
            return Moment.parse(row.value, fact=row.fact_id, label=name)
        if not row.is_number:
            return Text.same(row.value)
        reading = self.store.reading(row)
        return Quantity(
            Decimal(row.value), row.unit, reading.lo, reading.hi, Origin("fact", fact=row.fact_id),
            name, reading.step, None, labels.qualifier_text(reading.qualifier),
        )  # fmt: skip

    def label(self, row: FactRow) -> Text:
        """Return the name of a fact: MetaX revenue, 2024; 沐曦股份营业收入，2024年."""
        return labels.label(self.store, row)

    # -- several facts --------------------------------------------------------------------
    def series(
        self,
        subject: str,
        metric: str,
        segment: str = "",
        freq: str = "year",
        house: str | None = None,
        first: str | None = None,
        last: str | None = None,
    ) -> dict[str, Value]:
        """Return {period: value} in order of time, empty if nothing was published.

        `freq` is year, half, quarter, quarters, month, day, interval or any; `first` and
        `last` are periods that bound it, both included.
        """
        if freq not in (*FREQUENCIES, "any"):
            raise UnknownName(f"freq {freq!r} is not one of {', '.join(FREQUENCIES)}, any")
        rows = self._matching(subject, metric, segment, None, house)
        after = self.store.period(first, subject).first if first else date.min
        until = self.store.period(last, subject).last if last else date.max
        chosen = [
            row
            for row in rows
            if freq in ("any", row.when.freq) and after <= row.when.first and row.when.last <= until
        ]
        self._one_house(chosen, house)
        return {row.period: self.value(row) for row in sorted(chosen, key=lambda row: row.when)}

    def cross(
        self,
        metric: str,
        subjects: Iterable[str],
        segment: str = "",
        period: str | None = None,
        house: str | None = None,
    ) -> dict[str, Value | Gap]:
        """Return {subject: value or Gap}; `period` "last" takes the latest of each subject."""
        found: dict[str, Value | Gap] = {}
        for subject in subjects:
            if period != "last":
                found[subject] = self.find(subject, metric, segment, period, house)
                continue
            rows = self._matching(subject, metric, segment, None, house)
            newest = max((row.when for row in rows), default=None)
            latest = [row for row in rows if row.when == newest]
            self._one_house(latest, house)
            gap = self._gap(subject, metric, segment, None)
            found[subject] = self.value(latest[0]) if latest else gap
        return found

    def periods(
        self, subject: str, metric: str, segment: str = "", house: str | None = None
    ) -> tuple[str, ...]:
        """Return the periods for which the fact was published, in order of time."""
        rows = self._matching(subject, metric, segment, None, house)
        return tuple(dict.fromkeys(row.period for row in sorted(rows, key=lambda row: row.when)))

    # -- inside -------------------------------------------------------------------------------
    def _matching(self, subject, metric, segment, period, house) -> list[FactRow]:
        self._check_names(subject, metric, segment, house)
        if period is not None:
            self.store.period(period, subject)
        group = self.store.groups.get((subject, metric), [])
        return [
            row
            for row in self._group(subject, metric, group, "answer")
            if row.segment == segment
            and period in (None, row.period)
            and house in (None, row.house)
        ]

    def _one(self, subject, metric, segment, period, house) -> FactRow | None:
        rows = self._matching(subject, metric, segment, period, house)
        self._one_house(rows, house)
        if len(rows) > 1:
            known = ", ".join(row.period for row in sorted(rows, key=lambda row: row.when))
            raise UsageProblem(
                f"{subject} {metric} {segment} has several periods, give one: {known}"
            )
        return rows[0] if rows else None

    def _one_house(self, rows: list[FactRow], house: str | None) -> None:
        houses = sorted({row.house for row in rows})
        if house is None and len(houses) > 1:
            row = rows[0]
            what = " ".join(filter(None, (row.subject, row.metric, row.segment)))
            raise UsageProblem(f"{what} is given by several houses, name one: {', '.join(houses)}")

    def _gap(self, subject: str, metric: str, segment: str, period: str | None) -> Gap:
        named = labels.what(self.store, subject, metric, segment)
        if period:
            when = labels.period_text(period)
            named = Text(f"{named.en}, {when.en}", f"{named.zh}，{when.zh}")
        return Gap(named, labels.missing(self.store, subject, metric, segment, period, self.as_of))

    def _what_exists(self, subject, metric, segment, period, house) -> str:
        wanted = " ".join(filter(None, (subject, metric, segment, period, house)))
        what = " ".join(filter(None, (subject, metric, segment)))
        periods = self.periods(subject, metric, segment, house)
        if periods:
            exists = f"{what} exists for {', '.join(periods)}"
        else:
            group = self._group(
                subject, metric, self.store.groups.get((subject, metric), []), "answer"
            )
            known = sorted({f"{row.segment or '(whole)'}" for row in group})
            exists = f"{subject} {metric} exists for segments {', '.join(known)}" if known else ""
            exists = exists or f"nothing on {subject} {metric} was published by then"
        return f"no fact {wanted} as of {self.as_of}: {exists}"
