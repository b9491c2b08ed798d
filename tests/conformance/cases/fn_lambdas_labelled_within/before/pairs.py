def validators(low):
    return [("min", lambda v: v >= low), ("max", lambda v: v < low * 10)]
