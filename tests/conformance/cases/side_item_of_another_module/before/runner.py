import asyncio
import threading


class Runner:
    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._main, daemon=True)
        self.thread.start()

    def _main(self):
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()

    def run(self, coro, timeout=2):
        return asyncio.run_coroutine_threadsafe(coro, self.loop).result(timeout)
