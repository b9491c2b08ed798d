import service
s = service.Service()
def checks():
    return {"page": service.PAGE == 160, "limit": s.limit == 80, "method": s.store.fetch() == "pg 80"}
