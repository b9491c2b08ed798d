class Field:
    creation_counter = 0

    def __init__(self, label, **options):
        Field.creation_counter += 1
        self.creation_counter = Field.creation_counter
        self.label, self.options = label, options


class Form:
    @classmethod
    def fields(cls):
        found = [(value.creation_counter, name) for base in cls.__mro__ for name, value in vars(base).items() if isinstance(value, Field)]
        return [name for _, name in sorted(found)]
