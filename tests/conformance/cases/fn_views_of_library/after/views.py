from lib import View, api_view, private


class Page(View):
    title = "?"

    def get(self, request):
        return "new " + self.title


about = Page.as_view(title="About us")
hidden = private(Page.as_view(title="Secret"))


@api_view(["GET", "POST"])
def ping(request):
    return "new pong"
