from types import MappingProxyType


class Policy:
    def __init__(self, rate, burst=1):
        self.rate, self.burst = rate, burst


POLICIES = [
    Policy(1),
    Policy(10),
]
DEFAULT = Policy(3)
BY_NAME = MappingProxyType({"slow": POLICIES[0], "fast": POLICIES[1]})


class User:
    def __init__(self, policy=None):
        self.policy = policy or DEFAULT
        self.second = POLICIES[0]
        self.third = BY_NAME["slow"]
