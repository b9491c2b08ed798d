MAX = 10
LIMITS = {"a": 1}
class Policy:
    burst = 2
    def allowed(self, n):
        return n <= MAX * self.burst
