from lib.deco import limited as limit
