def make_key(kind):
    if kind == "date":
        def key(o):
            return o["date"].year
    elif kind == "name":
        def key(o):
            return o["name"].lower()
    elif kind == "size":
        def key(o):
            return -o["size"]
    else:
        def key(o):
            return 0
    return key
def make_writer(fmt):
    out = []
    if fmt == "tsv":
        def write(row):
            out.append("\t".join(row) + "\n")
    else:
        def write(row):
            out.append(",".join(row) + "\r\n")
    return write, out
