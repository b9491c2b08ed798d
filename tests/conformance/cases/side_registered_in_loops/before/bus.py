SUBS = []


def subscribe(f):
    SUBS.append(f)
class Field:
    def __set_name__(self, owner, name): LOG.append(name)
