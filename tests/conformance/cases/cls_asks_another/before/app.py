from lib import Query


class ItemQuery(Query):
    def cheap(self):
        return "one"

    def gone(self):
        return "one"


class Item:
    objects = ItemQuery.as_manager()
