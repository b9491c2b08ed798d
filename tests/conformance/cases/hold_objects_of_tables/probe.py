import app

u = app.User()


def checks():
    return {
        "by name": u.policy.rate == 4 and u.policy is app.DEFAULT,
        "in a list": u.second.rate == 5 and u.second is app.POLICIES[0],
        "in a proxy": app.BY_NAME["slow"].rate == 5 and u.third.rate == 5,
    }
