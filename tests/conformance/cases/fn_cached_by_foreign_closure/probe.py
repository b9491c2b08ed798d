import app
def start():
    app.discount(20); app.discount(1); app.tax(100)
start()
def checks():
    return {"no old answer": app.discount(20) == 7, "new": app.discount(30) == 7, "same": app.discount(1) == 0,
            "constant": app.tax(100) == 20}
