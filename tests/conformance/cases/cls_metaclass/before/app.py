class Meta(type):
    seen = []
    def __new__(mcls, name, bases, ns):
        cls = super().__new__(mcls, name, bases, ns)
        Meta.seen.append(name)
        return cls
    def of_class(cls): return "meta1"
class C(metaclass=Meta):
    def m(self): return "one"
