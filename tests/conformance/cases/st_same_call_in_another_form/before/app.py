from threading import Event, Lock

from pools import Pool

LOCK = Lock()
READY = Event()
main = Pool(4)
named = Pool(2, "n")
other = Pool(3)
wider = Pool(5)
_client = None


def connect():
    global _client
    _client = object()
