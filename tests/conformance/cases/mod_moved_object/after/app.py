from state import Index, Store, index, store


def put(key, value):
    with store.lock:
        store.rows[key] = index[key] = value


def show(key):
    return "new %s" % store.get(key)
