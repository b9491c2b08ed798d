from orm import Base, Column

PAGE = 20


class User(Base):
    __tablename__ = "users"
    id = Column(int, key=True)
    name = Column(str)
    page = PAGE
    limit = 50

    def __init__(self, name):
        self.name = name.strip()

    def label(self):
        return "new " + self.name

    @property
    def short(self):
        return self.name[:1]

    @staticmethod
    def named(name):
        return User(name)

    def save(self):
        return super().save() + ["new"]


class Post(Base):
    __tablename__ = "posts"
    id = Column(int, key=True)

    def label(self):
        return "new post"
