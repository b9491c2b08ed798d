import router


@router.route("/members")
def users():
    return "users"


@router.matching({"host": "b"})
def hosts():
    return "hosts"


@router.route("/<any>")
def fallback():
    return "fallback"
