MAX = 3
MIN = 1
