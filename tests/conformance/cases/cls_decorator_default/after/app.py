def service(rank=8):
    def deco(cls):
        cls.rank = rank
        return cls
    return deco


@service()
class Sync:
    pass
