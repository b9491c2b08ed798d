import app
PAGE = app.Store.page_size * 2
class Service:
    store = app.Store()
    limit = app.Store.page_size
