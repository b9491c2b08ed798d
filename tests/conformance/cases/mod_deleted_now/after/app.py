import os
TMP = 1
A = TMP + 2
del TMP, os

