def stays(): return "two"
