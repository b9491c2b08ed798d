import app
from app import score
score("ab")
def checks():
    return {"one": len(app.ALL) == 1, "it": app.ALL[0] is app.score.cache, "ttl": app.score.cache.ttl == 60, "held": score.cache is app.score.cache}
