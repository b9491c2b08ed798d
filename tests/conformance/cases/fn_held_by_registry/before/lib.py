class Box:
    def __call__(self, *args):
        return self.run(*args)


def in_cells(function):
    def one(inner):
        def two(*args):
            return inner(*args)
        return two
    return one(function)


def in_object(function):
    box = Box()
    box.inner = Box()
    box.inner.function = function
    box.run = lambda *args: box.inner.function(*args)
    return box


def in_dict(function):
    return {"function": function}


def in_attribute(function):
    box = Box()
    box.run = function
    return box
