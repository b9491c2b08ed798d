raise RuntimeError("not a plug-in")
