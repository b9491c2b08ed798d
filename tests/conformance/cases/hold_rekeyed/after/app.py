class Event:
    __slots__ = ("extra",)
    def name(self): return "new"
