import functools

POOLS = {"primary": {"size": 10}, "replica": {"size": 5}}
LIGHT, DARK = {"bg": "white"}, {"bg": "black"}
active = POOLS["primary"]
theme = LIGHT
kept = POOLS["primary"]


def strip(rows):
    return [row.strip() for row in rows]


def limit(rows, n):
    return rows[:n]


STAGES = [strip, functools.partial(limit, n=2)]


def failover():
    global active, theme, kept
    active, theme = POOLS["replica"], DARK


def run(rows):
    for stage in STAGES:
        rows = stage(rows)
    return rows
