from kinds import *


def tables(models):
    return {m.table: m for m in models}


TABLES = tables(MODELS)
BY_KEY = {p.key(): p for p in PLUGINS}
TITLES = sorted(p.title() for p in PLUGINS)
LABELS = [a.label for a in ACTIONS.values()]
