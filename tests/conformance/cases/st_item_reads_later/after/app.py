from kinds import *


TABLES = {m.table: m for m in MODELS}
BY_KEY = {p.key(): p for p in PLUGINS}
TITLES = sorted(p.title() for p in PLUGINS)
LABELS = [a.label for a in ACTIONS.values()]
