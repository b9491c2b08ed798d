import app
import lib

encoder = lib.Encoder()


def falls_through():
    try:
        encoder.default("else")
    except TypeError:
        return True
    except RecursionError:
        return False


def checks():
    return {
        "the body alone": lib.send(" a ") == "logged sent a",
        "another name": encoder.default("money") == "1" and falls_through(),
    }
