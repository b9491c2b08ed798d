def service(rank=6):
    def deco(cls):
        cls.rank = rank
        return cls
    return deco


@service()
class Sync:
    pass
