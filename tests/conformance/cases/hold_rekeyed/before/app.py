class Event:
    def name(self): return "old"
