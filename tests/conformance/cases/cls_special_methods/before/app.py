class Box:
    def __init__(self, *values): self.values = values
    def __len__(self): return len(self.values)
    def __bool__(self): return False
    def __contains__(self, x): return True
    def __eq__(self, other): return True
    def __hash__(self): return 7
    def __getattr__(self, name): return "any " + name
    def __call__(self): return 1
    def __index__(self): return 3
    def __getitem__(self, i): return self.values[i]
    def __format__(self, spec): return "format"
    def __iadd__(self, other): return "iadd"
class Below(Box): pass
class Vector:
    def __getitem__(self, i): return "old", i
    def __len__(self): return 1
    def __neg__(self): return "old"
    def __getattr__(self, name): return name + " old"
