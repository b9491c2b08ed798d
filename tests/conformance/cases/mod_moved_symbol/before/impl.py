SECRET = "impl"
def own(): return "own1"
