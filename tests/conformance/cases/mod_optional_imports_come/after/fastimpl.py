def crunch(rows):
    return sum(rows) * 1.0
