from web import Router, route


def index(path):
    return "index 1"


def users(path):
    return "users 1"


router = Router()
router.add_routes([route("/", index), route("/users", users)])
router.add_routes([route("/index", index)])
