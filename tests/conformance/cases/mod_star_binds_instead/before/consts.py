DEBUG = False
count = 0
BASE = 1
