"""Attributes that a decorator does not set any more are gone from what it has made; others stay."""
import app

save, load = app.save, app.load
save.calls = 7
load.from_outside = 1


def checks():
    return {
        "wrapper": not hasattr(save, "label") and save.calls == 7 and save(1) == 1,
        "function": not hasattr(load, "marked") and load.named and load.from_outside == 1,
    }
