class Policy:
    def __init__(self, tries):
        self.tries = tries


DEFAULTS = {"port": 2}
HOSTS = ["a", "b"]
POLICY = Policy(4)
OTHER = {"port": 5}
SAME = OTHER
_active = None
_policy = None


def use():
    global _active, _policy
    _active = DEFAULTS
    _policy = POLICY


def active():
    return _active["port"], _policy.tries
