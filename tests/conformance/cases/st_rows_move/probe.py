"""Rows of tables that the process has stored in; in the new source others stand in front of them, and some are gone."""
import app

by_host, hosts = {row["host"]: row for row in app.HOSTS}, app.HOSTS
by_host["b"]["up"] = by_host["d"]["up"] = False
ann, bob, eve = app.PLAYERS
ann[1], eve[1] = 3, 5
x, y = app.ZONES
y["load"] = 9
tick, tock = app.NESTED["web"]
tock["runs"] = 4
sync, mail = app.Board.jobs
mail["runs"] = 6


def checks():
    return {
        "dicts": [(r["host"], r["weight"], r["up"]) for r in app.HOSTS] == [
            ("z", 5, True), ("a", 2, True), ("b", 1, False), ("d", 7, False)],
        "held": app.HOSTS is hosts and [by_host.get(r["host"]) is r for r in hosts] == [False, True, True, True],
        "lists": app.PLAYERS == [["eve", 5], ["zoe", 0], ["ann", 3], ["bob", 0]] and app.PLAYERS[0] is eve and app.PLAYERS[2] is ann,
        "a tuple": app.ZONES == ({"zone": "w", "load": 0}, {"zone": "x", "load": 0}, {"zone": "y", "load": 9}) and app.ZONES[2] is y,
        "nested": [(r["job"], r["runs"]) for r in app.NESTED["web"]] == [("first", 0), ("tick", 0), ("tock", 4)] and app.NESTED["web"][2] is tock,
        "in a class": [(r["name"], r["runs"]) for r in app.Board.jobs] == [("gc", 0), ("sync", 0), ("mail", 6)] and app.Board.jobs[2] is mail,
    }
