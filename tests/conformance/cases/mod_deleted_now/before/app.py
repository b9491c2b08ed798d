import os
TMP = 1
A = TMP + 1

