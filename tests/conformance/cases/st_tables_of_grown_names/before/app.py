from collections import deque
from threading import Lock

TENANTS = ["a", "b"]
JOBS = {t: deque() for t in TENANTS}
LOCKS = {t: Lock() for t in TENANTS}
DONE = dict.fromkeys(TENANTS, 0)
LIMIT = dict(zip(TENANTS, [1] * len(TENANTS)))
KNOWN = set(TENANTS)


def add(tenant):
    TENANTS.append(tenant)
    JOBS[tenant] = deque()
    LOCKS[tenant] = Lock()
    DONE[tenant] = 0
    LIMIT[tenant] = 1
    KNOWN.add(tenant)


def put(tenant, job):
    with LOCKS[tenant]:
        JOBS[tenant].append(job)
        DONE[tenant] += LIMIT[tenant]
