import app
import bus

bus.on(app.shared)
