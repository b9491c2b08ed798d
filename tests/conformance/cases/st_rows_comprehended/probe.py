import app
from app import PLANS, RULES

PLANS["vip"] = app.Plan("vip", 500)
RULES["MINE"] = app.Rule("mine")
team, ads = PLANS["team"], RULES["ADS"]
team.sell()
ads.hits.append("x")


def checks():
    return {
        "row that is the same": PLANS["team"] is team and team.sold == 1 and RULES["ADS"] is ads and ads.hits == ["x"],
        "row that has changed": PLANS["basic"].price == 12 and RULES["SPAM"].words == ("spam", "casino", "pills"),
        "row that came": PLANS["free"].price == 0 and RULES["LINKS"].words == ("links", "http"),
        "row that is gone": "old" not in PLANS,
        "of run time": PLANS["vip"].price == 500 and "MINE" in RULES,
        "order": list(PLANS) == ["free", "basic", "team", "vip"],
        "class": team.report() == "team 1",
        "the same tables": PLANS is app.PLANS and RULES is app.RULES,
    }
