from plugins import HOOKS
HOOKS["audit"] = lambda: "audit"
