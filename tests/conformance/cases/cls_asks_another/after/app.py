from lib import Query


class ItemQuery(Query):
    def cheap(self):
        return "two"

    def total(self):
        return "two"


class Item:
    objects = ItemQuery.as_manager()
