"""What the timing section says of the way to listing: the wait for review, registration, trading."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.findings.timing_stage_words import compared
from tapeout.ledger import period_text
from tapeout.model.timing_listing import AVERAGE_OF, Listings
from tapeout.quantity import is_gap
from tapeout.text import Text


def listing(found: Listings) -> list[Sentence]:
    """Return the days to listing and to the committee, and the registration against the average."""
    f = found.focus
    told = [waited(found)]
    if "days_acceptance_to_review" not in told[0].values:
        told.append(
            Sentence(
                "The listing committee approved it {days_acceptance_to_review} after acceptance.",
                "受理{days_acceptance_to_review}后，公司通过上市委审议。",
                {"days_acceptance_to_review": f.to_review},
            )
        )
    if not is_gap(f.to_registration) and not is_gap(found.average_registration):
        told.append(_registered(found))
    return told


def listing_message(found: Listings) -> Sentence:
    """Return the message of the dot plot."""
    f = found.focus
    values = {"company": f.name, "days_acceptance_to_listing": f.to_listing}
    values["median_days_to_listing"] = found.median
    if is_gap(f.to_listing):
        return Sentence(
            "Listed makers took a median {median_days_to_listing} from acceptance to listing",
            "已上市同业从受理到上市，天数中位数为{median_days_to_listing}",
            {"median_days_to_listing": found.median},
        )
    return choose(
        f.planned,
        {
            "en": "{company} lists {days_acceptance_to_listing} after acceptance; its peers' "
            "median is {median_days_to_listing}",
            "zh": "{company}将在受理{days_acceptance_to_listing}后上市，同业中位数"
            "{median_days_to_listing}",
        },
        {
            "en": "{company} took {days_acceptance_to_listing} from acceptance to listing; its "
            "peers' median is {median_days_to_listing}",
            "zh": "{company}从受理到上市历时{days_acceptance_to_listing}，同业中位数"
            "{median_days_to_listing}",
        },
        **values,
    )


def waited(found: Listings) -> Sentence:
    """Return the days from acceptance to listing against the peers, or the wait so far."""
    f = found.focus
    if not is_gap(f.waiting):
        return Sentence(
            "{company} was accepted on {accepted} and has waited {days_waiting} since, without a "
            "published listing date.",
            "{company}于{accepted}获受理，至今已{days_waiting}，未见上市日期公布。",
            {"company": f.name, "accepted": f.accepted, "days_waiting": f.waiting},
        )
    if is_gap(f.to_listing):
        values = {"days_acceptance_to_listing": f.to_listing}
        values["days_acceptance_to_review"] = f.to_review
        holes = "{days_acceptance_to_listing}{days_acceptance_to_review}"
        return Sentence(holes, holes, values)
    lead = {
        "en": "{company} waited {days_acceptance_to_listing} from acceptance to listing",
        "zh": "{company}从受理到上市历时{days_acceptance_to_listing}",
    }
    if f.planned:
        lead = {
            "en": "{company} is to list on {listed}, {days_acceptance_to_listing} after acceptance",
            "zh": "{company}将于{listed}上市，距受理{days_acceptance_to_listing}",
        }
    values = {"company": f.name, "days_acceptance_to_listing": f.to_listing}
    if f.planned:
        values["listed"] = f.listed
    if is_gap(found.median):
        return Sentence(lead["en"] + ".", lead["zh"] + "。", values)
    tail = {
        "less": Text("shorter than", "短于"), "more": Text("longer than", "长于"),
        "like": Text("about", "接近"),
    }[compared(f.to_listing, found.median)]  # fmt: skip
    return Sentence(
        lead["en"] + f", {tail.en} the peers' median of {{median_days_to_listing}}.",
        lead["zh"] + f"，{tail.zh}同业中位数{{median_days_to_listing}}。",
        values | {"median_days_to_listing": found.median},
    )


def _registered(found: Listings) -> Sentence:
    days, average = found.focus.to_registration, found.average_registration
    values = {
        "days_acceptance_to_registration": days,
        "average_days_to_registration": average,
        "year": period_text(AVERAGE_OF),
    }
    return choose(
        days < average,
        {
            "en": "Registration came {days_acceptance_to_registration} after acceptance, sooner "
            "than the average {average_days_to_registration} of STAR applicants of {year}.",
            "zh": "受理至注册历时{days_acceptance_to_registration}，短于科创板{year}申请企业平均"
            "{average_days_to_registration}。",
        },
        {
            "en": "Registration came {days_acceptance_to_registration} after acceptance; STAR "
            "applicants of {year} took {average_days_to_registration} on average.",
            "zh": "受理至注册历时{days_acceptance_to_registration}；科创板{year}申请企业平均为"
            "{average_days_to_registration}。",
        },
        **values,
    )
