import router, app, admin
dispatch = router.router.dispatch


def checks():
    return {
        "bodies": dispatch("GET", "/") == "home" and dispatch("GET", "/user", "x") == "user <x>",
        "methods of the changed route": dispatch("GET", "/remove", "x") == 405 and dispatch("POST", "/remove", "x") == "gone x",
        "new route": dispatch("POST", "/create", "x") == "created x",
        "route of another module": dispatch("GET", "/stats") == "stats",
        "five rules, each once": sorted(r[0] for r in router.router.rules) == ["/", "/create", "/remove", "/stats", "/user"],
    }
