MAX = 100
LIMITS = {"a": 2, "b": 3}
class Policy:
    burst = 5
    def allowed(self, n):
        return n <= MAX * self.burst
