from orm import Base


class Article(Base):
    size = 1

    def title(self):
        return "v1"
