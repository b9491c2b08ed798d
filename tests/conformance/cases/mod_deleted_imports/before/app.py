import os as _os, json as _json
HOME = _os.path.join("a", "x")
TXT = _json.dumps({"v": 1})
del _os, _json
def f(): return HOME, TXT
