def render(): return "old"
