class Manager:
    def __init__(self, page=10):
        self.page = page
        self.rows = []

    def __get__(self, o, t):
        return self

    def all(self):
        return self.rows[:self.page]


class Model:
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        cls.objects = Manager()


class User(Model):
    extra = Manager(2)

    def __init__(self, n):
        self.n = n
        self.objects.rows.append(self)
