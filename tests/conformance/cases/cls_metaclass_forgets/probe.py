import app
app.Order()
def checks():
    return {"fields": app.Order()._fields == ["f_id", "f_name", "f_note"]}
