OPS = {"inc": lambda x: x + 1, "dec": lambda x: x - 1}
MORE = {"twice": lambda x: x * 2, "half": lambda x: x / 2}
