from other import guarded


@guarded
def show(x):
    return x


class View:
    @guarded
    def get(self):
        return 1
