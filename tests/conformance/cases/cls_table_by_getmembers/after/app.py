import inspect


class Jobs:
    def nightly(self):
        """@daily"""
        return "n"

    def hourly(self):
        """@every 2h"""
        return "h"

    def weekly(self):
        """@weekly"""
        return "w"


TABLE = {n: f.__doc__ for n, f in inspect.getmembers(Jobs, inspect.isfunction)}
