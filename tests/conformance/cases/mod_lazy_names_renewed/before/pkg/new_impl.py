def render(): return "new"
