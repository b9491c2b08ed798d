import router


@router.route("/users")
def users():
    return "users"


@router.matching({"host": "a"})
def hosts():
    return "hosts"


@router.route("/<any>")
def fallback():
    return "fallback"
