import base
from app import Order, Sweep, User

user, order, sweep = User(), Order(), Sweep()
sweep.run()


def checks():
    return {
        "class that is unchanged": user.where() == "v2_user" and User.table == "v2_user",
        "class with a new method": order.where() == "order of v2_order",
        "one entry each": sorted(base.KNOWN) == ["v2_order", "v2_user"],
        "same classes": base.KNOWN.get("v2_user") is User is type(user) and base.KNOWN.get("v2_order") is Order,
        "hook of the base": Sweep.every == 20 and sweep.every == 20,
        "state": Sweep.runs == 1,
    }
