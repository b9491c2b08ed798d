from app import ROUTES
class Server:
    def __init__(self):
        self.routes = ROUTES
Server = Server()
