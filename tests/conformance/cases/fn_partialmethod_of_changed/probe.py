import app


class Below(app.Page):
    raw = app.Page.text


page, below = app.Page(), Below()
html, descriptor = page.html, vars(app.Page)["html"]


def checks():
    return {
        "instance": page.html() == html() == ("two", "html", 2),
        "below": below.html() == ("two", "html", 2) and below.text() == ("two", "text", 0),
        "descriptor": descriptor.__get__(page, app.Page)() == ("two", "html", 2),
    }
