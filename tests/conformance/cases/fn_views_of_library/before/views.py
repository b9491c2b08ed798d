from lib import View, api_view, private


class Page(View):
    title = "?"

    def get(self, request):
        return "old " + self.title


about = Page.as_view(title="About")
hidden = private(Page.as_view(title="Hidden"))


@api_view(["GET"])
def ping(request):
    return "old pong"
