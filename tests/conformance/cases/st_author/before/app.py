POOL = ["one"]
SCHEMA = 1
cache = {"a": 1}
