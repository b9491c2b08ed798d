import sqlite3

import app

connect = sqlite3.connect


def checks():
    return {
        "a connection": app.answer() == 2,
        "within an object": app.STORE.table == "new" and app.STORE.add(5) % 5 == 0,
        "sqlite3 as it was": sqlite3.connect is connect is app.connect,
    }
