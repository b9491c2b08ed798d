def make_key(kind):
    if kind == "size":
        def key(o):
            return o["size"]
    elif kind == "name":
        def key(o):
            return o["name"]
    else:
        def key(o):
            return 0
    return key
def make_writer(fmt):
    out = []
    def write(row):
        out.append(",".join(row))
    if fmt == "tsv":
        def write(row):
            out.append("\t".join(row))
    return write, out
