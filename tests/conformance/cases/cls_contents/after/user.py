from app import Handler

ROUTES, OPTIONS, KINDS = Handler.routes, Handler.options, Handler.kinds
Handler.routes.append("/plugin")
Handler.options["plugin"] = True
Handler.hooks.append("plugin")
