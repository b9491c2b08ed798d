import app
import bus

people, renamed = app.people, app.renamed


def checks():
    return {
        "key": bus.routes.get("/users") is people is app.people and people() == "new" and "/people" not in bus.routes,
        "several": sorted(path for path, f in bus.routes.items() if f is app.several) == ["/b", "/c"],
        "wrapper": sorted(bus.tasks) == ["job", "new name"] and bus.tasks["new name"] is app.renamed is renamed,
        "its answer": renamed() == ("new name", "renamed") and bus.tasks["job"]() == ("job", "new"),
    }
