import apm
@apm.traced
def job(x): return "job", x
