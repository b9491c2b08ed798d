"""A class whose metaclass keeps a list of classes moves to a new module."""
import home
import registry
from home import Plugin

plugin = Plugin()


def checks():
    return {
        "instance": plugin.m() == "new" and type(plugin) is home.Plugin is Plugin,
        "registry": registry.CLASSES == {"Plugin": home.Plugin},
    }
