from router import router


def index():
    return "index"


def show(user):
    return "user " + user


def remove(user):
    return "removed " + user


router.add("/", index)
router.add("/user", show)
router.add("/remove", remove, methods=["GET", "POST"])
