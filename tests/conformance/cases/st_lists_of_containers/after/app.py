BACKENDS = [{"host": "a", "fails": 0}, {"host": "b", "fails": 0}, {"host": "c", "fails": 0}]
WORKERS = [[], [], [], []]
MENU = [{"title": "new", "children": []}, {"title": "b", "children": []}]
SIZES = [3, 4]
SIZES.append(3)


def fail(i):
    BACKENDS[i]["fails"] += 1
