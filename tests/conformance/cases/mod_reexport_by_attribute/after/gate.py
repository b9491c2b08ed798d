import pkg

LIMIT = pkg.Policy.burst * 10
class Gate(pkg.Policy):
    codes = pkg.Policy.codes + (99,)
