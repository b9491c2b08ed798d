def get_db():
    return "db1"


def get_user(name="anon"):
    return "user " + name


class Settings:
    debug = False
