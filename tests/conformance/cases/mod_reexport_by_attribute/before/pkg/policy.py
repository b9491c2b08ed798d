TABLE = {"a": 1}

class Policy:
    burst = 2
    codes = (1, 2)

    def allowed(self, n):
        return n <= self.burst
