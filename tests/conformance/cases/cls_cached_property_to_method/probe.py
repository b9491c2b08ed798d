import app

asked, fresh = app.Report([1, 2]), app.Report([3])
asked.total, asked.size
asked.note = "kept"


def checks():
    return {
        "one that had been asked": asked.total() == 6,
        "one that had not": fresh.total(1) == 3 and app.Report([4]).total() == 8,
        "what else it has": asked.size == 2 and vars(asked)["size"] == 2 and asked.note == "kept",
    }
