TABLE = {"a": 1}

class Policy:
    burst = 5
    codes = (1, 2, 3)

    def allowed(self, n):
        return n <= self.burst
