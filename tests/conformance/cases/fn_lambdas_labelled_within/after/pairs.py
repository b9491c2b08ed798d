def validators(low):
    return [("max", lambda v: v <= low * 10), ("min", lambda v: v > low)]
