import plugins
def checks():
    return {"hooks": sorted(plugins.HOOKS) == ["audit", "emoji"]}
