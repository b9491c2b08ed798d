import logging
import re
import threading
import time

RX = re.compile("old")
LOG = logging.getLogger("svc.a")
T = threading.Thread(target=time.sleep, args=(1000,), daemon=True)
T.start()
class Pool:
    def __init__(self, n): self.n = n
POOL = Pool(1)
