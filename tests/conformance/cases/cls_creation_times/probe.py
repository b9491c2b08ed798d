import app

hourly = app.Jobs.hourly
at = hourly.creation_time


def checks():
    return {
        "the task is the new one": app.Jobs.nightly.name == "vacuum full",
        "it was made later": app.Jobs.nightly.creation_time > at,
        "the other one was made when it was": app.Jobs.hourly is hourly and hourly.creation_time == at,
    }
