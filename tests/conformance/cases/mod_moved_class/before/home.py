import abc


class Registry:
    items = {}
    count = 0

    @classmethod
    def add(cls, key):
        cls.items[key] = "old"
        cls.count += 1

    def total(self):
        return "old", len(self.items), self.count


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        pass

    def twice(self):
        return "old", 2 * self.area()
