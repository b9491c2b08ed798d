from .api import go
