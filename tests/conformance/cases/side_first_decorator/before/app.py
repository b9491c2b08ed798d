SERVICES = []


def service(rank):
    def deco(cls):
        cls.rank = rank
        SERVICES.append(cls)
        return cls
    return deco


class Gamma:
    pass


@service(2)
class Sync:
    pass
