def go():
    return "go1"
