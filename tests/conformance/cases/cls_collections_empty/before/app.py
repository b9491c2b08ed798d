from collections import defaultdict, deque
import queue, threading
class Index:
    recent = deque(maxlen=2)
    by_name = defaultdict(list)
    jobs = queue.Queue(1)
    sem = threading.Semaphore(1)
