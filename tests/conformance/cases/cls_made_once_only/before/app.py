from orm import Base, Column

PAGE = 10


class User(Base):
    __tablename__ = "users"
    id = Column(int, key=True)
    name = Column(str)
    page = PAGE
    limit = 5

    def __init__(self, name):
        self.name = name

    def label(self):
        return "old " + self.name

    def gone(self):
        return "gone"

    def save(self):
        return super().save()


class Post(Base):
    __tablename__ = "posts"
    id = Column(int, key=True)

    def label(self):
        return "old post"
