from app import Api
class Handler:
    normalize = staticmethod(Api.normalize)
    def __init__(self):
        self.check = Api.check
handler = Handler()
