import functools, app
from app import base, calc, part, Cls, plain
@functools.lru_cache
def total(k): return base(k)
@functools.lru_cache
def t2(k): return calc(k)
@functools.lru_cache
def t3(k): return part(k)
@functools.lru_cache
def t4(k): return Cls.get(k)
@functools.lru_cache
def t5(k): return plain(k)
@functools.lru_cache
def t6(k): return [plain(i) for i in (k,)][0]
@functools.lru_cache
def t7(k): return t5(k)
