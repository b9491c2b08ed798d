class Manager:
    def __init__(self, page=20):
        self.rows = []
        self.page = page


class Meta(type):
    def __init__(cls, *a):
        super().__init__(*a)
        cls.objects = Manager()


class Model(metaclass=Meta):
    pass


class User(Model):
    def __init__(self, n):
        self.n = n
        self.objects.rows.append(self)
