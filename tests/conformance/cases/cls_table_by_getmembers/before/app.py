import inspect


class Jobs:
    def nightly(self):
        """@daily"""
        return "n"

    def hourly(self):
        """@hourly"""
        return "h"


TABLE = {n: f.__doc__ for n, f in inspect.getmembers(Jobs, inspect.isfunction)}
