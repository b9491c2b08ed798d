import app
import reg

reg.run(300)


def checks():
    return {"once": sorted(r.name for r in reg.RULES) == ["any", "big order"],
            "500": reg.run(500) == ["note"], "2000": sorted(reg.run(2000)) == ["flag 2000", "note"]}
