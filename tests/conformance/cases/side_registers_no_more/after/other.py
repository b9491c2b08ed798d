from app import Local

MINE = {"local": Local}
