import app
import container
from app import Conn, Database, clean
from container import BINDINGS, JOBS, PLAIN, POOLS

db = BINDINGS[Database].get()
db.rows.append(1)
PLAIN["Database"]["instance"] = db
binding, record, pool = BINDINGS[Database], PLAIN["Database"], POOLS["Conn"]
pool.free.append(Conn())
clean.run()


def checks():
    return {
        "the instance": BINDINGS[Database].get() is db and list(BINDINGS) == [Database],
        "its new methods": db.count() == 1 and db.limit == 5,
        "the record itself": BINDINGS[Database] is binding and PLAIN["Database"] is record and record["instance"] is db,
        "what a base keeps of it": POOLS["Conn"] is pool and len(pool.free) == 1 and Conn.limit == 3,
        "what a decorator returned": app.clean is clean and JOBS == [clean] and clean.runs >= 1,
        "what that says now": clean.queue == "low" and clean.run() == "new",
    }
