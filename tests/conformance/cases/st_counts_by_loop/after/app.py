NAMES = ["read", "write", "move"]

COUNTS = {}
for n in NAMES:
    COUNTS[n] = 0

TABLES = []
for n in NAMES:
    TABLES.append({"name": n, "rows": []})

LIMITS = {}
for i, n in enumerate(NAMES):
    LIMITS[n] = 10 * (i + 1)

BY_NAME = dict.fromkeys(NAMES, 0)
GROUPS = {}
for n in NAMES:
    GROUPS.setdefault(n[-1], []).append(n)

SEEN = set()
SEEN.update(NAMES)

ORDER = []
ORDER += NAMES
ORDER.append("end")


def hit(name):
    COUNTS[name] += 1
    return COUNTS[name]
