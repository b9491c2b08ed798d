from app import BY_ID


def heartbeat(name, alive):
    node = BY_ID[name]
    node["up"] = alive


def elect(name):
    for node in BY_ID.values():
        node["role"] = "leader" if node["id"] == name else "follower"
