class Signal:
    def __init__(self): self.receivers = []
    def connect(self, f): self.receivers.append(f)
    def send(self, *args): return [f(*args) for f in self.receivers]
class Model:
    registry = {}
    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        cls.saved = Signal()
        cls.objects = []
        Model.registry[cls.__name__] = cls
