import gate
g = gate.Gate()
def checks():
    return {"limit": gate.LIMIT == 50, "codes": g.codes == (1, 2, 3, 99)}
