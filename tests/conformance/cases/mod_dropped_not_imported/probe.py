import conf
import other


def checks():
    return {
        "what it overrode is back": conf.PORT == 80,
        "a function": conf.name() == "default",
        "what it still overrides": conf.HOST == "there",
        "an import that may fail": other.PORT == 80,
    }
