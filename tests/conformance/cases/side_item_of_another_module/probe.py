import runner, web, app
r = runner.Runner()
r.run(web.handle("/"))
prebuilt = web.build(app.index)


def checks():
    try:
        got = [r.run(web.handle(p), 0.5) for p in ("/", "/admin", "/broken", "/slow")]
        old = r.run(prebuilt({"path": "/"}), 0.5)
    except Exception as e:
        got = old = repr(e)
    return {
        "new chain": got[:3] == ["index errors,auth", "403", "500 'key'"],
        "dropped route": got[3:] == ["404"],
        "chain built before calls new code": old in ("index errors", "index errors,auth"),
    }
