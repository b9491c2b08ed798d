from orm import Base


class Tag(Base):
    pass


class Article(Base):
    size = 2
    extra = Base.__name__.lower()

    def title(self):
        return "v2"
