from dataclasses import dataclass
@dataclass(frozen=True)
class Key:
    host: str
    port: int
    secure: bool = False
CACHE = {}
def put(h, p, v): CACHE[Key(h, p)] = v
def get(h, p): return CACHE.get(Key(h, p))
