"""What a metaclass, __init_subclass__ or a decorator gave a class, and the process has filled since, stays."""
import lib
from app import Connection, Job, Node, Posts, Users

node = Node(1)
Users.cache["k"], Posts.cache["p"] = 1, 2
connection = Connection("a")
job = Job()
Job.saved.connect(lambda job: "got")
job.save()


def checks():
    later = Connection("b")
    return {
        "metaclass": Node(1) is node and Node.count() == 1 and node.kind == "new",
        "__init_subclass__": Users().get("k") == 1 and Posts().get("p") == 2,
        "beside it": (Users.tag, Posts.tag, Users.table, Users().get("z")) == ("new", "new", "people", "nobody"),
        "class decorator": Connection.live[0] is connection and Connection.live.count(later) == 1,
        "decorated class": connection.show() == ("a", 81),
        "base of a library": job.save() == ("new", ["got"]) and Job.objects[0] is job and Job.table == "tasks",
        "known once": lib.Model.registry == {"Job": Job},
    }
