class Base:
    plugins = ["core"]
    plugins += ["auth"]
    counts = {"a": 0}
    counts.update(b=0)
