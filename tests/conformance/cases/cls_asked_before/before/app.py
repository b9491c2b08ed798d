from collections.abc import Mapping


class Conf(Mapping):
    def __getitem__(self, key):
        return key

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0


class Sizeless:
    pass


class Called:
    def __call__(self):
        return 1


class Page:
    pass


class Note:
    pass
