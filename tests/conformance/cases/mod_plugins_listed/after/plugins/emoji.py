from plugins import HOOKS
HOOKS["emoji"] = lambda: "emoji"
