class A:
    limit = 1
    size = 1

    def x(self):
        return 2


A.limit = 4
setattr(A, "size", 35)


class Meta:
    class Table:
        name = "a"
        schema = "s"

    items = []


Meta.Table.name = "c"
Meta.items = ["b"]


class Sum:
    n = 1
    t = (1,)
    e = 2


Sum.n += 20
Sum.t += (3,)
Sum.e = Sum.e * 20


A.late = A.limit
