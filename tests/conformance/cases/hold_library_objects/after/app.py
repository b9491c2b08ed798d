import logging
import re
import threading
import time

RX = re.compile("new")
LOG = logging.getLogger("svc.b")
T = threading.Thread(target=time.sleep, args=(2000,), daemon=True)
T.start()
class Pool:
    def __init__(self, n): self.n = n
POOL = Pool(2)
