from base import Exporter


class Csv(Exporter, fmt="csv"):
    sep = ";"


class Html(Exporter):
    pass


class Tsv(Csv, fmt="tsv"):
    sep = "\t"
