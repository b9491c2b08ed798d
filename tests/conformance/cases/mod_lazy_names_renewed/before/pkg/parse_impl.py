def parse(): return "parse"
def dump(): return "dump"
