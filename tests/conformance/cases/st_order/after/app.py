"""Entries are in the order of the source, those of run time around them where they were."""
MIDDLEWARE = ["auth", "cors", "log"]
STAGES = {"check": 0, "parse": 1, "save": 3}
SWAPPED = {"clean": 2, "parse": 1, "save": 3}
REMOVED = ["a", "b"]
