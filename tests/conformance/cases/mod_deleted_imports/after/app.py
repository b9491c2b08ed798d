import os as _os, json as _json
HOME = _os.path.join("b", "x")
TXT = _json.dumps({"v": 2})
del _os, _json
def f(): return HOME, TXT
