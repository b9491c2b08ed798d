import models
from models import Article
a = Article.objects.create()
Article.pending.append(a)
manager = Article.objects


def checks():
    return {"code": a.title() == "v2" and a.size == 2, "rows": Article.objects.rows == [a], "pending": Article.pending == [a],
            "manager": Article.objects is manager and manager.model is Article}
