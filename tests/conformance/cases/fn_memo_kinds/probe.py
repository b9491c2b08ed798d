import uses

for _n in uses.ALL:
    uses.ask(_n)


def checks():
    return {
        "text": uses.ask("text") == "v2 k",
        "tuple": uses.ask("pair") == ("v2", "k"),
        "list": uses.ask("names") == ["v2", "k"],
        "set": uses.ask("unique") == {"v2", "k"},
        "dict": uses.ask("table") == {"v2": ["k"]},
        "none": uses.ask("nothing") == "k",
    }
