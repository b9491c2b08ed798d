from .old import api, Client
