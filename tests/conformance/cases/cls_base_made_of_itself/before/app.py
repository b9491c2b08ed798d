from registry import declarative


class Base:
    def kind(self):
        return "base"


Base = declarative(cls=Base)


class Item(Base):
    def label(self):
        return "old " + self.name
