from impl import f, C
