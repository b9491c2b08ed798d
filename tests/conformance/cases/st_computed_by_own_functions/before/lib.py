def fields_of(cls):
    return sorted(k for k in vars(cls) if not k.startswith("_"))


def parse(text):
    out = {}
    for part in text.split(","):
        key, value = part.split("=")
        out[key.strip()] = int(value)
    return out


def join(*parts):
    return "/".join(parts)
