def go():
    return "go2"
