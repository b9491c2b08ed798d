class ServiceRegistry:
    entries = {}
    hits = 0

    @classmethod
    def add(cls, name, value):
        cls.entries[name] = value

    @classmethod
    def get(cls, name, default="-"):
        ServiceRegistry.hits += 1
        return cls.entries.get(name, default)

Registry = ServiceRegistry  # deprecated
