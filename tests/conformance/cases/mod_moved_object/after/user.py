from app import Store, index, store


def known(key):
    return store.get(key), index.find(key), type(store) is Store
