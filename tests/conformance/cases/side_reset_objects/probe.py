import app, bus


def checks():
    return {"rules": [(r.path, r.f()) for r in bus.RULES] == [("/a", "new")], "jobs": [j.every for j in bus.JOBS["nightly"]] == [60]}
