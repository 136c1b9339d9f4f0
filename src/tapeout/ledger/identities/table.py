"""The identities of accounts, issues and markets, one statement a line, each with its reason.

To add one, add a line: family, statement (see statement.py), why it must hold.
"""

from __future__ import annotations

from functools import lru_cache

from tapeout.ledger.identities.statement import Identity, identity

# Figures of a span of time that add up over its parts. Segments add up too, save the ones
# named below. `positive`: never negative, so parts of the span cannot exceed the whole.
FLOWS = {
    "revenue": "positive", "cost_of_revenue": "positive", "gross_profit": "",
    "selling_expense": "positive", "admin_expense": "positive", "rd_expense": "positive",
    "finance_expense": "", "period_expenses": "", "operating_profit": "", "pretax_profit": "",
    "income_tax": "", "net_profit": "", "net_profit_parent": "",
    "net_profit_parent_adjusted": "", "non_recurring_items": "", "ebitda": "",
    "operating_cash_flow": "", "investing_cash_flow": "", "financing_cash_flow": "",
    "net_change_in_cash": "", "capex": "positive", "rd_investment": "positive",
    "purchases": "positive", "units_sold": "positive", "units_produced": "positive",
    "impairment_loss": "", "compensation": "positive", "market_units": "positive",
    "market_size": "positive",
}  # fmt: skip
# The five largest customers of a quarter are not those of the year; bounds, plans and running
# totals do not add up.
NOT_ADDITIVE = (
    "customers_top", "top", "cumulative", "plan", "projection", "multiple", "lower_bound",
    "upper_bound", "press_", "lost_to", "recaptured", "not_shipped", "licence_risk", "demand",
    "supply_gap", "companies_unprofitable", "growth_tier", "_low", "_high", "express", "forecast",
    "guid", "estimate", "usd", "total", "project_investment",
)  # fmt: skip

# Growth over an interval of years: the segment of cagr, and whose growth it is.
COMPOUND = {
    "revenue": ("revenue", ""), "market_size": ("market_size", ""),
    "market_units": ("market_units", ""), "compute_capacity": ("compute_capacity", ""),
    "domestic_sales": ("market_size", "domestic_sales"),
}  # fmt: skip


@lru_cache(maxsize=4096)
def adds_up(segment: str) -> bool:
    """Return whether figures of a segment are parts of the whole and add up over time."""
    return not any(word in segment for word in NOT_ADDITIVE)


_SAME_LINES = "the parts are all there is of the whole"
_MARGIN = "a margin is profit over revenue of the same line and period"
_GROWTH = "the printed change is that between the two levels"
_BOUNDS = "the lower end of a range cannot exceed its upper end"

IDENTITIES: tuple[Identity, ...] = tuple(
    identity(*line)
    for line in (
        # -- lines and totals -------------------------------------------------------------
        ("lines", "revenue = revenue[main_business] + revenue[other_business]", _SAME_LINES),
        (
            "lines",
            "revenue[main_business] = revenue[channel_direct] + revenue[channel_distributor]",
            "main business is sold directly or by distributors",
        ),
        (
            "lines",
            "revenue[main_business] = revenue[training_inference_series] + "
            "revenue[inference_boards] + revenue[ip_licensing] + revenue[other_main_business]",
            _SAME_LINES,
        ),
        (
            "lines",
            "revenue[training_inference_series] = revenue[training_inference_boards] + "
            "revenue[training_inference_servers]",
            _SAME_LINES,
        ),
        (
            "lines",
            "revenue[main_business] >= revenue[region_mainland_china] + revenue[region_hong_kong]",
            "a part cannot exceed the whole",
        ),
        ("lines", "revenue = revenue[gpu_products_and_accessories] + revenue[ip_services_other]", _SAME_LINES),
        ("lines", "units_sold[boards_total] >= units_sold[inference_boards] + units_sold[training_inference_boards]", "a part cannot exceed the whole"),
        ("lines", "units_produced[boards_total] >= units_produced[inference_boards] + units_produced[training_inference_boards]", "a part cannot exceed the whole"),
        ("lines", "inventory[gross] >= inventory[finished_goods_gross] + inventory[raw_materials_gross] + inventory[semi_finished_gross]", "a part cannot exceed the whole"),
        ("lines", "inventory[net] = inventory[gross] - inventory[provision]", "net is gross less the provision"),
        ("lines", "rd_expense = rd_expense[project_general_gpu] + rd_expense[project_graphics_gpu] + rd_expense[project_inference_gpu] + rd_expense[project_second_gen_gpu]", _SAME_LINES),
        ("part", "revenue[*] <= revenue", "a part cannot exceed the whole"),
        ("part", "rd_expense[*] <= rd_expense", "a part cannot exceed the whole"),
        ("part", "cost_of_revenue[*] <= cost_of_revenue", "a part cannot exceed the whole"),
        ("part", "assets[current] <= assets[total]", "a part cannot exceed the whole"),
        ("part", "headcount[*] <= headcount[total]", "a part cannot exceed the whole"),
        ("part", "market_units[*] <= market_units", "a part cannot exceed the whole"),
        ("part", "units_sold[training_inference_boards_sold_alone] <= units_sold[training_inference_boards]", "a part cannot exceed the whole"),
        # -- the income statement ---------------------------------------------------------
        ("gross profit", "gross_profit[*] = revenue[*] - cost_of_revenue[*]", "gross profit is revenue less its cost"),
        ("margin", "gross_margin[*] = 100 * gross_profit[*] / revenue[*]", _MARGIN),
        ("margin", "gross_margin[*] = 100 - 100 * cost_of_revenue[*] / revenue[*]", _MARGIN),
        ("margin", "gross_margin[*] = 100 - 100 * unit_cost[*] / average_price[*]", "a margin is price less cost over price"),
        ("margin", "net_margin = 100 * net_profit / revenue", "net margin is net profit over revenue"),
        ("R&D intensity", "rd_to_revenue = 100 * rd_expense / revenue", "R&D intensity is R&D expense over revenue"),
        ("R&D intensity", "rd_to_revenue[investment] = 100 * rd_investment / revenue", "R&D intensity is R&D investment over revenue"),
        ("R&D intensity", "rd_to_revenue[multiple] = rd_expense / revenue", "R&D intensity is R&D expense over revenue"),
        ("R&D intensity", "rd_investment >= rd_expense", "investment is expense plus what was capitalised"),
        ("expenses", "period_expenses = selling_expense + admin_expense + rd_expense + finance_expense", _SAME_LINES),
        ("expenses", "rd_expense >= rd_expense[payroll] + rd_expense[depreciation_amortisation] + rd_expense[outsourced_development]", "a part cannot exceed the whole"),
        ("adjusted profit", "net_profit_parent = net_profit_parent_adjusted + non_recurring_items", "adjusted profit leaves out non-recurring items"),
        ("tax", "net_profit = pretax_profit - income_tax", "net profit is pretax profit less tax"),
        # -- cash and balance sheet -------------------------------------------------------
        ("cash flow", "net_change_in_cash = operating_cash_flow + investing_cash_flow + financing_cash_flow + net_change_in_cash[exchange_effect]", "cash changes by the three flows and the exchange effect"),
        ("cash flow", "operating_cash_flow = operating_cash_flow[inflow] - operating_cash_flow[outflow]", "inflow less outflow"),
        ("cash flow", "operating_cash_flow[free_cash_flow] = operating_cash_flow - capex", "free cash flow is operating cash flow less capital expenditure"),
        ("balance sheet", "assets[total] >= liabilities[total] + equity[parent]", "assets are owed or owned; the rest is the minority interest"),
        ("balance sheet", "operating_percentage[debt_to_assets] = 100 * liabilities[total] / assets[total]", "leverage is liabilities over assets"),
        ("balance sheet", "cash[monetary_funds_and_trading_assets] = cash[monetary_funds] + cash[trading_financial_assets]", _SAME_LINES),
        ("balance sheet", "receivables[net] <= receivables[gross]", "net is gross less the provision"),
        # -- shares of a whole ------------------------------------------------------------
        ("share", "revenue_share[*] = 100 * revenue[*] / revenue[main_business] or 100 * revenue[*] / revenue", "a share is the line over main business revenue, or all revenue"),
        ("share", "customer_share[top5] = 100 * revenue[customers_top5] / revenue[main_business] or 100 * revenue[customers_top5] / revenue", "a share is the line over main business revenue, or all revenue"),
        ("share", "customer_share[top1] <= customer_share[top5]", "the largest is one of the five"),
        ("share", "supplier_share[top1] <= supplier_share[top5]", "the largest is one of the five"),
        ("share", "headcount_share[rd] = 100 * headcount[rd] / headcount[total]", "a share is the part over the whole"),
        ("sales", "revenue[*] = units_sold[*] * average_price[*] or units_sold[*_sold_alone] * average_price[*]", "revenue of a line is units by price; boards in servers are not sold alone"),
        ("sales", "operating_percentage[sell_through_boards_total] = 100 * units_sold[boards_total] / units_produced[boards_total]", "sell-through is sales over production"),
        ("sales", "operating_percentage[sell_through_inference_boards] = 100 * units_sold[inference_boards] / units_produced[inference_boards]", "sell-through is sales over production"),
        ("sales", "operating_percentage[sell_through_training_inference_boards] = 100 * units_sold[training_inference_boards] / units_produced[training_inference_boards]", "sell-through is sales over production"),
        # -- issues of shares -------------------------------------------------------------
        ("issue", "proceeds[gross] = issue_price * shares_issued[total]", "gross proceeds are price by shares"),
        ("issue", "proceeds[net] = proceeds[gross] - issue_costs", "net proceeds are gross less costs"),
        ("issue", "proceeds[net] = proceeds[gross] - issue_costs[audit_fee] - issue_costs[disclosure_fee] - issue_costs[legal_fee] - issue_costs[other_issue_fee] - issue_costs[underwriting_fee] - issue_costs[sponsor_fee] or proceeds[gross] - issue_costs[audit_fee] - issue_costs[disclosure_fee] - issue_costs[legal_fee] - issue_costs[other_issue_fee] - issue_costs[underwriting_fee]", "net proceeds are gross less costs"),
        ("issue", "proceeds[strategic_placement] = issue_price * shares_issued[strategic]", "proceeds are price by shares"),
        ("issue", "market_cap[at_issue] = issue_price * shares_total[after_issue]", "value is price by shares"),
        ("issue", "market_cap = share_price[close] * shares_total", "value is price by shares"),
        ("issue", "market_cap = share_price[first_day_close] * shares_total[after_issue]", "value is price by shares"),
        ("issue", "market_cap[intraday_peak] = share_price[first_day_high] * shares_total[after_issue]", "value is price by shares"),
        ("issue", "market_cap[free_float] = share_price[first_day_close] * shares_total[free_float_at_listing]", "value is price by shares"),
        ("issue", "shares_total[after_issue] = shares_total[before_issue] + shares_issued[total]", "shares after the issue are those before it and the new ones"),
        ("issue", "shares_issued[total] = shares_issued[strategic] + shares_issued[offline_final] + shares_issued[online_final]", "the tranches are the whole issue"),
        ("issue", "shares_issued[total] = shares_issued[strategic] + shares_issued[offline_before_clawback] + shares_issued[online_before_clawback]", "the tranches are the whole issue"),
        ("issue", "shares_issued[online_final] = shares_issued[online_before_clawback] + shares_issued[clawback]", "the claw-back moves shares to the public"),
        ("issue", "shares_issued[offline_final] = shares_issued[offline_before_clawback] - shares_issued[clawback]", "the claw-back moves shares to the public"),
        ("issue", "shares_issued[offline_locked] <= shares_issued[offline_final]", "a part cannot exceed the whole"),
        ("issue", "issue_share[of_post_issue_capital] = 100 * shares_issued[total] / shares_total[after_issue]", "a share is the part over the whole"),
        ("issue", "issue_share[strategic] = 100 * shares_issued[strategic] / shares_issued[total]", "a share is the part over the whole"),
        ("issue", "issue_share[strategic_initial] = 100 * shares_issued[strategic_initial] / shares_issued[total]", "a share is the part over the whole"),
        ("issue", "issue_share[free_float_at_listing] = 100 * shares_total[free_float_at_listing] / shares_total[after_issue]", "a share is the part over the whole"),
        ("issue", "issue_share[lockup_offline] = 100 * shares_issued[offline_locked] / shares_issued[offline_final]", "a share is the part over the whole"),
        ("issue", "issue_share[online_final] = 100 * shares_issued[online_final] / (shares_issued[total] - shares_issued[strategic])", "a share is the part over the whole"),
        ("issue", "issue_share[online_before_clawback] = 100 * shares_issued[online_before_clawback] / (shares_issued[total] - shares_issued[strategic])", "a share is the part over the whole"),
        ("issue", "issue_share[offline_before_clawback] = 100 * shares_issued[offline_before_clawback] / (shares_issued[total] - shares_issued[strategic])", "a share is the part over the whole"),
        ("issue", "allotment_rate[online_final] = 100 * shares_issued[online_final] / shares_issued[subscribed_online]", "the rate is shares allotted over shares asked for"),
        ("issue", "allotment_rate[online_initial] = 100 * shares_issued[online_before_clawback] / shares_issued[subscribed_online]", "the rate is shares allotted over shares asked for"),
        ("issue", "oversubscription[online_initial] = shares_issued[subscribed_online] / shares_issued[online_before_clawback]", "the multiple is shares asked for over shares on offer"),
        ("issue", "oversubscription[online_final] = shares_issued[subscribed_online] / shares_issued[online_final]", "the multiple is shares asked for over shares on offer"),
        ("issue", "financing_amount[round] = financing_price[round] * financing_shares[round]", "money raised is price by shares"),
        ("issue", "use_of_proceeds[*] <= use_of_proceeds[total]", "a part cannot exceed the whole"),
        ("issue", "use_of_proceeds[total] = use_of_proceeds[frontier_research] + use_of_proceeds[inference_gpu_nx] + use_of_proceeds[new_general_gpu]", _SAME_LINES),
        ("issue", "use_of_proceeds[new_general_gpu] = use_of_proceeds[second_gen_gpu_c600] + use_of_proceeds[third_gen_gpu_c700]", _SAME_LINES),
        ("issue", "use_of_proceeds[total] = proceeds[planned]", "the projects take the planned proceeds"),
        # -- prices -----------------------------------------------------------------------
        ("price", "price_change[first_day_close] = 100 * share_price[first_day_close] / issue_price - 100", "the change is against the issue price"),
        ("price", "price_change[first_day_open] = 100 * share_price[first_day_open] / issue_price - 100", "the change is against the issue price"),
        ("price", "price_change[first_day_high] = 100 * share_price[first_day_high] / issue_price - 100", "the change is against the issue price"),
        ("price", "share_price[first_day_close] <= share_price[first_day_high]", "no price of the day exceeds its high"),
        ("price", "share_price[first_day_open] <= share_price[first_day_high]", "no price of the day exceeds its high"),
        ("price", "share_price[close] <= share_price[high]", "no price of the day exceeds its high"),
        ("price", "share_price[open] <= share_price[high]", "no price of the day exceeds its high"),
        ("price", "share_price[low] <= share_price[close]", "no price of the day is below its low"),
        ("price", "share_price[low] <= share_price[open]", "no price of the day is below its low"),
        ("price", "share_price[close] <= share_price[peak]", "no price of the day exceeds its peak"),
        ("price", "share_price[high_low_52w_low] <= share_price[high_low_52w_high]", _BOUNDS),
        ("price", "share_price[price_inquiry_low] <= share_price[price_inquiry_high]", _BOUNDS),
        # -- ranges -----------------------------------------------------------------------
        *(
            ("range", f"{metric}[{kind}_low] <= {metric}[{kind}_high]", _BOUNDS)
            for metric in ("revenue", "net_profit_parent", "net_profit_parent_adjusted", "net_profit")
            for kind in ("guidance", "preannounced", "forecast", "draft_estimate")
        ),
        ("range", "valuation[sponsor_expected_low] <= valuation[sponsor_expected_high]", _BOUNDS),
        ("range", "shares_issued[planned_min] <= shares_issued[planned_max]", _BOUNDS),
        # -- change and growth ------------------------------------------------------------
        *(
            ("growth", f"growth_yoy[{metric}] = 100 * {metric} / {metric}@before - 100", _GROWTH)
            for metric in ("revenue", "capex", "market_size", "compute_capacity", "rd_investment", "rd_expense", "gross_profit")
        ),
        *(
            ("growth", f"growth_yoy[{metric}] = 100 * {metric} / {metric}@before - 100 or 100 - 100 * {metric} / {metric}@before", "the printed change is that between the two levels; a loss that narrows is positive")
            for metric in ("net_profit", "net_profit_parent", "net_profit_parent_adjusted")
        ),
        *(
            ("growth", f"growth_yoy[revenue+{kind}] = 100 * revenue[{kind}] / revenue@before - 100", _GROWTH)
            for kind in ("guidance_low", "guidance_high", "preannounced_low", "preannounced_high")
        ),
        *(
            ("growth", f"growth_yoy[units_{line}] = 100 * units_sold[{line}] / units_sold[{line}]@before - 100", _GROWTH)
            for line in ("inference_boards", "training_inference_boards")
        ),
        # -- markets ----------------------------------------------------------------------
        ("market", "market_size = market_size[gpu_servers] + market_size[non_gpu_servers]", _SAME_LINES),
        ("market", "market_size[supply_gap] = market_size[demand] - market_size[supply]", "the gap is demand less supply"),
        ("market", "market_share[domestic_supply_to_demand] = 100 * market_size[domestic_production] / market_size[demand]", "a share is the part over the whole"),
        *(
            ("market", f"market_share[{vendor}+units] = 100 * market_units[{vendor}] / market_units", "a share is the part over the whole")
            for vendor in ("domestic", "nvidia", "amd", "huawei", "enflame", "cambricon", "kunlunxin", "t_head")
        ),
        ("market", "market_share[share_training_workload] = 100 - market_share[share_inference_workload]", "the two are the whole"),
        ("market", "market_share[share_training_servers] = 100 - market_share[share_inference_servers]", "the two are the whole"),
        ("market", "compute_capacity[total] >= compute_capacity[general] + compute_capacity[intelligent]", "a part cannot exceed the whole; supercomputers are counted beside the two"),
    )
)  # fmt: skip
