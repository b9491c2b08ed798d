class A:
    limit = 1
    size = 1

    def x(self):
        return 1


A.limit = 3
setattr(A, "size", 31)


class Meta:
    class Table:
        name = "a"

    items = []


Meta.Table.name = "b"
Meta.items = ["a"]


class Sum:
    n = 1
    t = (1,)
    e = 2


Sum.n += 10
Sum.t += (2,)
Sum.e = Sum.e * 10
