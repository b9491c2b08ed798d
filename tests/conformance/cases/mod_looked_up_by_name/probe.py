import app

job = app.Job("a", True)


def checks():
    return {
        "a new class in an annotation": app.FIELDS["Job"].get("rank") is app.Rank and job.rank is app.Rank.LOW,
        "ClassVar is known": [f.name for f in app.fields(app.Job)] == ["name", "done", "rank"],
        "a constant of the module, by a base": app.Handler.versions["Bulk"] == 2,
        "functions of the module": sorted(app.HANDLERS) == ["handle_bulk", "handle_mail"],
        "old objects": repr(job) == repr(app.Job("a", True)),
    }
