from registry import RULES, route, rule, url

HOME = url("/home")


@rule("big", "1k")
def big(n):
    return n > RULES["big"][0]


@route("/users")
def users():
    return HOME
