import collections

parse = int
keep = collections.OrderedDict
length = len
