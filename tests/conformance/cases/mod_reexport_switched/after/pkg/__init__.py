from .new import api, Client
