import app
from app import Player
p, q = Player(), Player()
p.gold, p.hp = 70, 3
def checks():
    q.hp = -5
    return {"value of the instance kept": p.gold == 70 and p.hp == 3, "new default": Player().gold == 5, "floor": q.hp == 0}
