import threading

import pools

SIZE = 4
LOCK = threading.Lock()
READY = threading.Event()
main = pools.Pool(SIZE)
named = pools.Pool(size=2, name="n")
other = pools.Pool(3, name="p2")
wider = pools.Pool(6)
_client = _backup = None


def connect():
    global _client
    _client = object()
