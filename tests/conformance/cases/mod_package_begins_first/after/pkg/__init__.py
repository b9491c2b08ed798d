from .api import go
from .late import start, stop
