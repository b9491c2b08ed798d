"""Entries are in the order of the source, those of run time around them where they were."""
MIDDLEWARE = ["auth", "log"]
STAGES = {"parse": 1, "save": 3}
SWAPPED = {"parse": 1, "clean": 2, "save": 3}
REMOVED = ["a", "b", "c"]
