import a
import b
import config

held = b.TABLE


def checks():
    table = {"de": "Guten Tag", "fr": "Bonjour"}
    return {
        "home": config.TABLE == table and config.STEPS == ["a", "c", "b"],
        "importers": a.TABLE == b.TABLE == held == table and a.STEPS == b.STEPS == ["a", "c", "b"],
        "objects": a.LIMITS.size == b.LIMITS.size == 2 and a.log.name == b.log.name == "new",
        "one object": a.TABLE is b.TABLE is config.TABLE is held,
    }
