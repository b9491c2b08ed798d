class Policy:
    def __init__(self, tries):
        self.tries = tries


DEFAULTS = {"port": 1}
HOSTS = ["a"]
POLICY = Policy(3)
OTHER = {"port": 1}
SAME = OTHER
_active = None
_policy = None


def use():
    global _active, _policy
    _active = DEFAULTS
    _policy = POLICY


def active():
    return _active["port"], _policy.tries
