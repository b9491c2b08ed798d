from conf import *

mine = 1
