def get_db(pool=2):
    return "db2/%d" % pool


def get_user(name="guest"):
    return "USER " + name


class Settings:
    debug = True
    level = 3
