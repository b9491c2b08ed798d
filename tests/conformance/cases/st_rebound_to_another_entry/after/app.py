import functools

POOLS = {"primary": {"size": 10}, "replica": {"size": 20}}
LIGHT, DARK = {"bg": "ivory"}, {"bg": "navy"}
active = POOLS["primary"]
theme = LIGHT
kept = POOLS["primary"]


def strip(rows):
    return [row.strip() for row in rows]


def limit(rows, n):
    return rows[:n]


STAGES = [strip, functools.partial(limit, n=3)]


def failover():
    global active, theme, kept
    active, theme = POOLS["replica"], DARK


def run(rows):
    for stage in STAGES:
        rows = stage(rows)
    return rows
