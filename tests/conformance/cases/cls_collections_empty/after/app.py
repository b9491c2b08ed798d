from collections import defaultdict, deque
import queue, threading
class Index:
    recent = deque(maxlen=5)
    by_name = defaultdict(set)
    jobs = queue.Queue(5)
    sem = threading.Semaphore(3)
