def parse(text):
    return int(text.rstrip("k")) * 100
