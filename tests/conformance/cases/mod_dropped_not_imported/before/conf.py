from defaults import *
from local import *
