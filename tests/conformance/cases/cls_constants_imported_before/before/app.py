from limits import MAX, KINDS, LEVEL
import limits


class Base:
    max = MAX
    kinds = list(KINDS)
    doubled = limits.MAX * 2
    seen = []
    table = {k: MAX for k in KINDS}

    def check(self, n, top=MAX):
        self.seen.append(n)
        return n <= self.max, n <= top


class Child(Base):
    extra = Base.kinds + ["c"]
    both = {"max": MAX, **LEVEL}
