BACKENDS = [{"host": "a", "fails": 0}, {"host": "b", "fails": 0}]
WORKERS = [[], [], []]
MENU = [{"title": "old", "children": []}, {"title": "b", "children": []}]


def fail(i):
    BACKENDS[i]["fails"] += 1
