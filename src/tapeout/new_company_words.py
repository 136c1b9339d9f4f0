"""The README of the folder that `tapeout new-company` writes."""

from __future__ import annotations

README = """\
# The rows of {id}

Put what was published of the company into three files, one printed figure a row, then:

```
tapeout check .
tapeout build --company {id} --data . --out reports
```

`tapeout check` names every wrong row by file, row and column, and says for each section of the
report what it can say and what is missing. Start with any of it: a section says in words what it
cannot say. The files are UTF-8 with commas, as Excel saves "CSV UTF-8"; one header, no title, no unit
row, no total.

## The files

`sources.csv`: each document that you read. Without `published` (a day, month or year) its figures are
never used; `tier` is primary for the company's own filings.

```
{sources_header}
{sources_example}
```

`facts.csv`: each figure. `reported_as` is the figure as it was printed, with its unit; `value` is the
same in the full unit of the metric. `fact_id` is subject.metric.segment.period, without what is empty.
`house` is who measured it: `company` for the company's own figures, `vendor` for its datasheets,
`exchange` for prices. `status` is `preferred`; a second source of the same figure is `alternate`, and its
`fact_id` ends in `~` and the source.

```
{facts_header}
{facts_example}
```

`entities.csv`: the company (give it its names, ticker and exchange) and each of its products, with the
company as `maker`. The id of a form of a chip begins with the id of the chip and `_`.

```
{entities_header}
{entities_example}
```

## Periods and values

- a year 2024, half 2025H1, quarter 2025Q1, several 2025Q1-Q3, month 2025-03, day 2025-03-31
- an interval first/last, both included: 2022/2024; a fiscal year of its own has FY: FY2025
- balances carry their day; IPO figures the day of listing; dates the year of the date; a nominal
  figure of a chip the year of its launch
- a value is digits with a point and a minus sign: no separators, no units, no ranges. 74,307.16万元
  is 743071600 with unit CNY; 53.43% is 53.43 with unit percent
- a date is 2025-12-17, 2025-12, 2025Q4, 2025H2 or 2025, with unit date (unit year for a year)

## What a full report needs

Tick off what you have collected. Quarters may be given as they are printed: the year, the half, the
first three quarters; single quarters follow by subtraction.

{checklist}

## Files that you may add

- `events.csv` ({events_header}): steps of a timeline. No section needs one.
- `metrics.csv`: a metric that `data/metrics.csv` does not have, with its unit and its names.
- `glossary.csv`: names and terms that hold digits, in both languages, as they stand in the report.
- `scenarios.csv`: assumptions of your own.

A row may repeat a shipped row of `entities.csv`, `metrics.csv` or `sources.csv` if it is identical, and
may refer to any. It cannot replace a shipped fact: give yours as `alternate`. The shipped evidence was
collected by {collected}; a report is built as of that day, or of an earlier one with `--as-of`.
"""
