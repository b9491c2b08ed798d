class Exporter:
    registry = {}

    def __init_subclass__(cls, fmt=""):
        fmt = fmt or cls.__name__.lower()
        if fmt in Exporter.registry:
            raise TypeError("exporter %s is taken" % fmt)
        Exporter.registry[fmt] = cls
