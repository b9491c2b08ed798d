"""Decorators read, when they are applied, constants that have changed: of the module, of another one, through a function."""
import app
from app import first, second, third

job = app.Job()
second()


def checks():
    return {
        "registered once": app.URLS == {"/v2/a": first},
        "captured": second() == (9, 9, 2) and app.second is second,
        "its count": second.calls >= 2,
        "attribute": third.rate == 7 and app.third is third and third() == 4,
        "class": job.label == app.Job.label == "Job 9",
    }
