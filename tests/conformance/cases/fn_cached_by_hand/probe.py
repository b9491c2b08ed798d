"""Caches that decorators of one's own keep, as closures and as objects: wrong answers go, right ones and counts stay."""
import app
from app import price, slow, same, noted
price(2), slow(2), noted(3), noted(3)
kept = same(1)
area, half = app.area, app.half
area(2), half(4)


def checks():
    return {"reads a constant": price(2) == 6 == app.price(2), "another body": slow(2) == 4, "a class": area(2) == 14 and half.cache == {(4,): 2.0}, "as it was": same(1) is kept, "counts": noted(3) == 30 and noted.calls[(3,)] == 3}
