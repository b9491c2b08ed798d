import app
import rpc
from app import users

rpc.method("mine")(len)
create = rpc.TABLE["user.create"]
rpc.COMMANDS[0].calls = 5


def call(name, *args):
    return rpc.TABLE[name](users, *args)


def checks():
    return {
        "constant": call("user.list", [1, 2, 3]) == [1, 2],
        "body": call("user.create", " a ") == "a" == create(users, " a "),
        "new": "user.delete" in rpc.TABLE and call("user.delete", "x") == "gone x",
        "wrapped": rpc.COMMANDS[0].f(users) == ("purge", "purged all") == users.purge(),
        "once": [c.name for c in rpc.COMMANDS] == ["purge"] and rpc.COMMANDS[0].calls == 5,
        "of others": rpc.TABLE["mine"]("ab") == 2,
        "the same": rpc.TABLE["user.list"] is app.Users.list and app.users is users,
    }
