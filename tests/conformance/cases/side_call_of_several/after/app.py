from web import Router, route


def index(path):
    return "index 2"


def users(path):
    return "users 2"


def orders(path):
    return "orders 2"


router = Router()
router.add_routes([route("/", index), route("/users", users), route("/orders", orders)])
router.add_routes([route("/index", index)])
