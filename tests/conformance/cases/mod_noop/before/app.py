import threading
LOCK, CACHE = threading.Lock(), {}
def f(): return "two"
class C: pass
