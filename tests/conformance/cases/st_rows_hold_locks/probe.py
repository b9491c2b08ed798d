"""A row that comes in front of those that hold locks and queues has its own; theirs go on with them."""

import app

app.put("fast", 1)
app.put("slow", 2)
fast, slow = app.LANES
parse, build = app.STAGES
parse[2]["ok"] += 1
app.ACCOUNTS[0][2].append(5)
north = app.SITES["north"][0]
north["sent"].append(1)
locks = {
    "fast": fast["lock"],
    "slow": slow["lock"],
    "parse": parse[1],
    "build": build[1],
    "checking": app.ACCOUNTS[0][1],
    "savings": app.ACCOUNTS[1][1],
    "n1": north["lock"],
}


def checks():
    lanes = {row["name"]: row for row in app.LANES}
    stages = {row[0]: row for row in app.STAGES}
    accounts = {row[0]: row for row in app.ACCOUNTS}
    hosts = {row["host"]: row for row in app.SITES["north"]}
    now = {name: row["lock"] for name, row in list(lanes.items()) + list(hosts.items())}
    now.update({name: row[1] for name, row in list(stages.items()) + list(accounts.items())})
    return {
        "lanes": list(lanes) == ["bulk", "fast", "slow"],
        "stages": list(stages) == ["fetch", "parse", "build"] and stages["build"][3] == 2,
        "accounts": list(accounts) == ["cash", "checking", "savings"],
        "hosts": list(hosts) == ["n0", "n1"],
        "no lock is shared": len({id(lock) for lock in now.values()}) == len(now) == 11,
        "each has its own": all(now[name] is lock for name, lock in locks.items()),
        "they go on": list(fast["waiting"]) == [1]
        and list(slow["waiting"]) == [2]
        and parse[2]["ok"] == 1
        and accounts["checking"][2] == [5]
        and north["sent"] == [1],
        "new ones begin": not lanes.get("bulk", fast)["waiting"]
        and not stages.get("fetch", parse)[2]
        and not accounts.get("cash", app.ACCOUNTS[0])[2]
        and not hosts.get("n0", north)["sent"],
    }
