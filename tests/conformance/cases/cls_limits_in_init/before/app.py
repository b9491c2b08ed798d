import queue
import threading
from collections import defaultdict, OrderedDict


class Pool:
    def __init__(self):
        self.jobs = queue.Queue(maxsize=2)
        self.slots = threading.BoundedSemaphore(2)
        self.by_kind = defaultdict(list)
        self.recent = []
        self.limit = 2

    def put(self, kind, job):
        self.jobs.put_nowait(job)
        self.by_kind[kind].append(job)
        self.recent.append(job)
        del self.recent[:-self.limit]
