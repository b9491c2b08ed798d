from router import router


def index():
    return "home"


def show(user, full=False):
    return "user <%s>" % user


def remove(user):
    return "gone " + user


def create(user):
    return "created " + user


router.add("/", index)
router.add("/user", show)
router.add("/remove", remove, methods=["POST"])
router.add("/create", create, methods=["POST"])
