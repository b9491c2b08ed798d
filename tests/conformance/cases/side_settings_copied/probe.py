from datetime import timedelta

import app
import conf

made = app.make()
limits = conf.Limits()
limits.RETRIES = 3
other = {"PAGE_SIZE": 20, "DEBUG": False, "HOSTS": ["x"]}
held = app.settings
first = held.PAGE_SIZE, held.HOSTS


def checks():
    new = conf.PAGE_SIZE == 50
    return {
        "by name of the module": app.config == {"PAGE_SIZE": 50, "DEBUG": True, "HOSTS": ["a", "b"], "REGION": "eu"},
        "of a class and its bases": app.limits == {"RETRIES": 5, "TIMEOUT": 10, "DEBUG": True, "LIFETIME": timedelta(minutes=9)},
        "attributes": (held._wrapped.PAGE_SIZE, held._wrapped.DEBUG, held.REGION if new else "") == (50, True, "eu"),
        "kept by what stands in front": held.PAGE_SIZE == 50 and held.HOSTS == ["a", "b"],
        "in a function": (made["PAGE_SIZE"], made["DEBUG"], made["SECRET"]) == (50, "overridden", 1),
        "an attribute of an instance stays": limits.RETRIES == 3,
        "a dict of somebody else": other == {"PAGE_SIZE": 20, "DEBUG": False, "HOSTS": ["x"]},
    }
