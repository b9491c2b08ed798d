class Base:
    plugins = ["core"]
    plugins += ["auth", "cors"]
    counts = {"a": 0}
    counts.update(b=0, c=0)
