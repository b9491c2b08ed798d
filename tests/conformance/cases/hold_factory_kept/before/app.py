from reg import connect
DB = connect("primary")
def go(): return DB.k
