from reg import connect
DB = connect("replica")
def go(): return DB.k
