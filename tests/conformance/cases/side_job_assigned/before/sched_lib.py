class Scheduler:
    def __init__(self): self.jobs = []
    def add_job(self, f, seconds, args=()):
        job = {"f": f, "seconds": seconds, "args": args}
        self.jobs.append(job)
        return job
scheduler = Scheduler()
def run_all(): return [(j["seconds"], j["f"](*j["args"])) for j in scheduler.jobs]
