import app

p = app.Price(10)
p.gross()


def checks():
    return {"fixed": p.gross() == 30, "new": app.Price(1).gross() == 3}
