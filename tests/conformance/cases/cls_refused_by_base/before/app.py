from base import Exporter


class Csv(Exporter, fmt="csv"):
    sep = ","


class Html(Exporter):
    pass
