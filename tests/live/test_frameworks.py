"""Frameworks as Debian packages them: what they keep of a module runs its new source, once."""

import glob
import os
import subprocess
import textwrap

from harness import Skip, edited


def system(function):
    function.pythons = ["/usr/bin/python3"]
    return function


class Service:
    """A program around app.py that answers expressions; edit() reloads app.py live."""

    def __init__(self, t, source, main, pyc=True, **files):
        self.source = textwrap.dedent(source)
        self.process = t.target(dict({"app.py": self.source}, **files), main, pyc=pyc)
        self.expect = self.process.expect
        self.ask = self.process.ask

    def edit(self, *changes):
        self.source = edited(self.source, *changes)
        self.process.write("app.py", self.source)
        # A server's own threads come and go.
        return self.process.reload("app", threads=False)

    def refused(self, message, *changes):
        self.process.write("app.py", edited(self.source, *changes))
        run = self.process.reload("app", threads=False, status=1)
        assert message in run.doc["error"]["message"] and run.doc["error"]["traceback"], run.out
        return run.doc["error"]["hint"]


FETCH = """
import urllib.request, urllib.error, threading, time
def get(path, data=None):
    try:
        with urllib.request.urlopen("http://127.0.0.1:%d%s" % (port, path), data, timeout=5) as r:
            return r.read().decode()
    except urllib.error.HTTPError as e:
        return "%d %s" % (e.code, e.read().decode()[:60])
"""


@system
def test_flask_views_blueprints_and_hooks(t):
    s = Service(t, """
        import functools, flask
        app = flask.Flask(__name__)
        shop = flask.Blueprint("shop", __name__, url_prefix="/shop")
        CURRENCY = "EUR"
        hits = {}
        def counted(f):
            @functools.wraps(f)
            def inner(*args, **kwargs):
                hits[f.__name__] = hits.get(f.__name__, 0) + 1
                return "[%s]" % f(*args, **kwargs)
            return inner
        @app.route("/")
        def index(): return "index1"
        @app.route("/greet/<name>")
        @counted
        def greet(name): return "hello1 " + name
        @shop.route("/price/<int:n>")
        def price(n): return "%d %s" % (n * 2, CURRENCY)
        @app.before_request
        def before(): flask.g.stamp = "before1"
        @app.after_request
        def after(response):
            response.headers["X-Stamp"] = flask.g.stamp
            return response
        @app.errorhandler(404)
        def missing(e): return "missing1", 404
        @app.template_filter("shout")
        def shout(s): return s.upper() + "1"
        @app.route("/page")
        def page(): return flask.render_template_string("{{ 'x' | shout }}")
        app.register_blueprint(shop)
        """, "import app\nc = app.app.test_client()\ndef get(p):\n"
        "    r = c.get(p)\n    return r.get_data(as_text=True), r.headers['X-Stamp']\n")
    probe = "get('/'), get('/greet/bo'), get('/shop/price/3'), get('/nowhere'), get('/page')"
    s.expect(probe, tuple((text, "before1") for text in ("index1", "[hello1 bo]", "6 EUR", "missing1", "X1")))
    s.edit(('"index1"', '"index2"'), ("hello1", "hello2"), ("n * 2", "n * 3"), ('"EUR"', '"USD"'),
           ("before1", "before2"), ("missing1", "missing2"), ('+ "1"', '+ "2"'), ('"[%s]"', '"<%s>"'))
    s.expect(probe, tuple((text, "before2") for text in ("index2", "<hello2 bo>", "9 USD", "missing2", "X2")))
    s.expect("app.hits, len(list(app.app.url_map.iter_rules())), len(app.app.before_request_funcs[None])",
             ({"greet": 2}, 5, 1))
    # A helper that is new; then one decorator less, which calls route() again.
    s.edit(('return "hello2 " + name', 'return polite("hello3 " + name)\ndef polite(s): return s + "!"'))
    s.expect("get('/greet/bo')[0]", "<hello3 bo!>")
    s.edit(("@counted\n", ""))
    s.expect("get('/greet/bo')[0], len(list(app.app.url_map.iter_rules()))", ("hello3 bo!", 5))


@system
def test_flask_new_endpoint(t):
    """Flask takes no route any more once it has served a request; the process that serves takes those of a reload."""
    s = Service(t, """
        import flask
        app = flask.Flask(__name__)
        @app.route("/")
        def index(): return "index1"
        """, "import app\nc = app.app.test_client()\nget = lambda p: c.get(p).get_data(as_text=True)\n")
    s.expect("get('/')", "index1")
    s.refused("no", ("index1", "index1\"\n@app.route('/new')\ndef new(): return \"new\"\nraise ValueError(\"no"), ("(\"no\"", "(\"no\")"))
    s.expect("get('/'), '/new' in str(app.app.url_map), hasattr(app, 'new'), app.app._got_first_request", ("index1", False, False, True))
    s.edit(("index1", "index1\"\n@app.route('/new')\ndef new(): return \"new"))
    s.expect("get('/new'), app.app._got_first_request", ("new", True))
    s.edit(("'/new'", "'/newer/<int:n>'"), ("def new()", "def new(n)"), ('"new"', '"new %d" % n'))
    s.expect("get('/newer/3'), c.get('/new').status_code, len(list(app.app.url_map.iter_rules()))", ("new 3", 404, 3))


@system
def test_celery_options_of_a_task_that_nobody_has_asked_for(t):
    """Until then it is a promise, which is not asked by a reload either."""
    s = Service(t, """
        from celery import Celery
        worker = Celery("worker", broker="memory://", backend="cache+memory://")
        worker.conf.task_always_eager = True
        @worker.task(name="ping")
        def ping(): return "pong"
        @worker.task(name="mail", queue="low", max_retries=2)
        def mail(to, tone="plain"): return "mail to %s, %s" % (to, tone)
        """, """
        import app
        from app import mail
        from celery.local import PromiseProxy
        app.ping.delay().get()
        def asked(): return PromiseProxy.__evaluated__(mail)
        """)
    s.edit(('"low"', '"high"'), ("max_retries=2", "max_retries=7"), ("plain", "kind"))
    s.expect("asked(), app.mail is mail", (False, True))
    s.edit(('"high"', '"middle"'))
    s.expect("asked()", False)
    s.expect("mail.delay('ann').get(), mail.queue, mail.max_retries, app.worker.tasks['mail'].queue", ("mail to ann, kind", "middle", 7, "middle"))
    s.edit(('"middle"', '"low"'))
    s.expect("mail.delay('ann').get(), mail.queue, app.worker.tasks['mail'].queue", ("mail to ann, kind", "low", "low"))


@system
def test_wtforms_form_of_another_module(t):
    """Its list of fields, made when it was first used, has those of its base."""
    for pyc in (True, False):
        s = Service(t, """
            from wtforms import Form, IntegerField, StringField
            class Order(Form):
                count = IntegerField("Count", default=2)
            """, "from derived import Staff\nfields = lambda: sorted(f.name for f in Staff())\nfields()\n", pyc=pyc, **{"derived.py":
            "import app, wtforms\nclass Staff(app.Order):\n    desk = wtforms.StringField()\n"})
        s.edit(("default=2)", 'default=5)\n    mail = StringField("Mail")'))
        s.expect("fields(), Staff().count.data", (["count", "desk", "mail"], 5))


@system
def test_flask_urls_that_move(t):
    """The tree of rules has each in a list of its own: the old one is in none, and a refusal puts it back."""
    s = Service(t, """
        from flask import Blueprint, Flask
        from flask.views import MethodView
        app = Flask(__name__)
        shop = Blueprint("shop", __name__, url_prefix="/shop")
        class Health(MethodView):
            def get(self): return "fine"
        @app.route("/notes")
        def notes(): return "notes"
        @app.route("/add", methods=["POST"])
        def add(): return "added"
        @app.route("/note/<int:number>")
        def note(number): return repr(number)
        @app.route("/profile")
        def profile(): return "profile"
        @shop.route("/cart")
        def cart(): return "cart"
        @shop.route("/bill")
        def bill(): return "bill"
        app.add_url_rule("/health", view_func=Health.as_view("health"))
        app.register_blueprint(shop)
        # end
        """, """
        import app
        client = app.app.test_client()
        def ask(path, method="get"):
            r = getattr(client, method)(path)
            return r.get_data(as_text=True) if r.status_code == 200 else r.status_code
        def all(): return [ask("/add", "post"), ask("/notes", "post"), ask("/notes/new", "post"), ask("/note/3"), ask("/note/x"), ask("/notes/3"),
                           ask("/profile"), ask("/shop/cart"), ask("/health"), ask("/healthz"), ask("/notes"), ask("/shop/bill")]
        """)
    rest = ["notes", "bill"]
    s.expect("all()", (["added", 405, 404, "3", 404, 404, "profile", "cart", "fine", 404] + rest))
    edits = [('"/add"', '"/notes/new"'), ("<int:number>", "<number>"), ('"/health"', '"/healthz"')]
    s.refused("no", *edits, ("# end", "raise ValueError('no')"))
    s.expect("all()", (["added", 405, 404, "3", 404, 404, "profile", "cart", "fine", 404] + rest))
    s.edit(*edits)
    s.expect("all()", ([404, 405, "added", "'3'", "'x'", 404, "profile", "cart", 404, "fine"] + rest))
    s.edit(('"/notes/new"', '"/notes"'), ('"/note/<number>"', '"/notes/<int:number>"'))
    s.expect("all()", ([404, "added", 404, 404, 404, "3", "profile", "cart", 404, "fine"] + rest))
    s.edit(('@app.route("/profile")\ndef profile(): return "profile"\n', ""), ('@shop.route("/cart")\ndef cart(): return "cart"\n', ""))
    s.expect("all()", ([404, "added", 404, 404, 404, "3", 404, 404, 404, "fine"] + rest))


@system
def test_flask_options_of_a_route_that_has_been_served(t):
    """The path is the same, so the old rule would win: it is to be found wherever the map has put it."""
    s = Service(t, """
        from flask import Flask
        app = Flask(__name__)
        @app.route("/feed", defaults={"kind": "rss", "n": 10})
        def feed(kind, n): return "%s %d" % (kind, n)
        @app.route("/old", redirect_to="/home", endpoint="moved")
        def old(): return "old"
        @app.get("/status")
        def status(): return "ok"
        """, """
        import app
        client = app.app.test_client()
        def get(path):
            r = client.get(path)
            return (r.headers.get("Location") or r.get_data(as_text=True)).replace("http://localhost", "")
        """)
    asked = "[get(x) for x in ('/feed', '/old', '/status')], len(list(app.app.url_map.iter_rules()))"
    s.expect(asked, (["rss 10", "/home", "ok"], 4))
    s.edit(('"n": 10', '"n": 20'), ('redirect_to="/home"', 'redirect_to="/start"'))
    s.expect(asked, (["rss 20", "/start", "ok"], 4))
    s.edit(('"n": 20', '"n": 30'))
    s.expect(asked, (["rss 30", "/start", "ok"], 4))


@system
def test_flask_decorators_below_a_route(t):
    """The route is as it was, what it is put over is another: one rule, one view."""
    s = Service(t, """
        import functools, flask
        app = flask.Flask(__name__)
        def paginate(per_page):
            def decorate(view):
                @functools.wraps(view)
                def wrapper(): return view(per_page)
                return wrapper
            return decorate
        def shout(view):
            @functools.wraps(view)
            def wrapper(): return view().upper()
            return wrapper
        @app.route("/list")
        @paginate(20)
        def listing(limit): return "%d" % limit
        @app.route("/plain")
        def plain(): return "abc"
        """, "import app\nc = app.app.test_client()\nget = lambda p: c.get(p).get_data(as_text=True)\n")
    s.edit(("paginate(20)", "paginate(50)"), ('@app.route("/plain")', '@app.route("/plain")\n@shout'))
    s.expect("get('/list'), get('/plain'), len(list(app.app.url_map.iter_rules())), len(app.app.view_functions)",
             ("50", "ABC", 3, 3))


@system
def test_flask_settings_and_routes_before_it_serves(t):
    s = Service(t, """
        import flask
        PAGE_SIZE = 20
        PREFIX = "/v1"
        app = flask.Flask(__name__)
        app.config.from_object(__name__)
        @app.route("/size")
        def size(): return str(flask.current_app.config["PAGE_SIZE"])
        @app.route(f"{PREFIX}/people")
        def people(): return "people1"
        @app.route("/rooms", methods=["GET", "POST"])
        def rooms(): return "rooms1"
        @app.route("/items", methods=["GET", "PUT"])
        def items(): return "items1"
        @app.route("/gone")
        def gone(): return "gone1"
        """, "import app\n")
    s.edit(("PAGE_SIZE = 20", "PAGE_SIZE = 50\nREGION = 'eu'"), ('"/v1"', '"/v2"'), ("def rooms", "def halls"),
           ('["GET", "PUT"]', '["GET"]'), ('@app.route("/gone")\n', ""))
    s.expect("sorted((r.rule, r.endpoint) for r in app.app.url_map.iter_rules() if r.endpoint != 'static')",
             [("/items", "items"), ("/rooms", "halls"), ("/size", "size"), ("/v2/people", "people")])
    s.ask("globals().update(c=app.app.test_client())")
    s.expect("[(r.status_code, r.get_data(as_text=True)[:7]) for r in map(c.get, ('/size', '/v2/people', '/rooms'))]",
             [(200, "50"), (200, "people1"), (200, "rooms1")])
    s.expect("[c.get(p).status_code for p in ('/v1/people', '/gone')], c.put('/items').status_code, "
             "c.post('/rooms').status_code", ([404, 404], 405, 200))
    s.expect("app.app.config['REGION']", "eu")


@system
def test_django_settings(t):
    s = Service(t, """
        SECRET_KEY = "x"
        PAGE_SIZE = 20
        DEBUG = False
        ALLOWED_HOSTS = ["a"]
        """, """
        import os
        os.environ["DJANGO_SETTINGS_MODULE"] = "app"
        from django.conf import settings
        settings.PAGE_SIZE
        """)
    s.edit(("20", "50"), ("DEBUG = False", "DEBUG = True\nREGION = 'eu'"), ('["a"]', '["a", "b"]'))
    s.expect("settings.PAGE_SIZE, settings.DEBUG, settings.REGION, settings.ALLOWED_HOSTS", (50, True, "eu", ["a", "b"]))


@system
def test_django_views_urls_models(t):
    s = Service(t, """
        import django
        from django.conf import settings
        settings.configure(DEBUG=False, SECRET_KEY="x", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"],
                           INSTALLED_APPS=[], DEFAULT_AUTO_FIELD="django.db.models.AutoField",
                           DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
        django.setup()
        from django.db import connection, models
        from django.dispatch import receiver
        from django.db.models.signals import post_save
        from django.http import HttpResponse
        from django.urls import path
        from django.views import View
        from django.views.decorators.http import require_GET

        class Book(models.Model):
            title = models.CharField(max_length=40)
            class Meta:
                app_label = "shelf"
            def label(self): return "book1 " + self.title
            def __str__(self): return "str1"

        saved = []
        @receiver(post_save, sender=Book)
        def on_save(sender, instance, **kwargs): saved.append("saved1")

        def index(request): return HttpResponse("index1")
        @require_GET
        def only_get(request): return HttpResponse("get1")
        class Page(View):
            greeting = "hello1"
            def get(self, request, n): return HttpResponse("%s %d" % (self.greeting, n))
        urlpatterns = [path("", index), path("get", only_get), path("page/<int:n>", Page.as_view())]
        """, """
        import app
        from django.test import Client
        from django.db import connection
        with connection.schema_editor() as editor:
            editor.create_model(app.Book)
        book = app.Book.objects.create(title="b")
        client = Client()
        get = lambda p: client.get(p).content.decode()
        """)
    probe = "get('/'), get('/get'), get('/page/4'), book.label(), str(book), app.Book.objects.get().label()"
    s.expect(probe, ("index1", "get1", "hello1 4", "book1 b", "str1", "book1 b"))
    s.edit(("index1", "index2"), ("get1", "get2"), ("hello1", "hello2"), ("book1", "book2"), ("str1", "str2"),
           ("saved1", "saved2"))
    s.expect(probe, ("index2", "get2", "hello2 4", "book2 b", "str2", "book2 b"))
    s.expect("app.Book.objects.create(title='c').title, app.saved, isinstance(book, app.Book)",
             ("c", ["saved1", "saved2"], True))


@system
def test_django_fields_and_options_of_models(t):
    """A model has a field more, its options say more, a field of it says something else; objects made before live on."""
    s = Service(t, """
        import django
        from django.conf import settings
        settings.configure(DEBUG=False, SECRET_KEY="x", INSTALLED_APPS=[], DEFAULT_AUTO_FIELD="django.db.models.AutoField",
                           DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
        django.setup()
        from django.db import models
        class Book(models.Model):
            title = models.CharField(max_length=40)
            class Meta:
                app_label = "shelf"
            def label(self): return "book1 " + self.title
        """, """
        import app
        from django.core.exceptions import ValidationError
        from django.db import connection
        from django.db.models.signals import post_save
        Book, saved = app.Book, []
        def on_save(instance, **kwargs): saved.append(instance.title)
        post_save.connect(on_save, sender=Book)
        with connection.schema_editor() as editor:
            editor.create_model(Book)
        book = Book.objects.create(title="b")
        made = Book.objects.create(title="a")
        def migrate():
            with connection.schema_editor() as editor:
                editor.add_field(app.Book, app.Book._meta.get_field("pages"))
        def clean():
            try: app.Book(title="x" * 10).full_clean()
            except ValidationError as e: return sorted(e.message_dict)
        """)
    s.expect("[b.title for b in Book.objects.all()], clean(), Book._meta.ordering", (["b", "a"], None, []))
    s.edit(("max_length=40)", "max_length=40)\n    pages = models.IntegerField(default=7)"), ("book1", "book2"))
    s.ask("migrate()")
    s.expect("[f.name for f in app.Book._meta.get_fields()], Book(title='c').pages, book.label()", (["id", "title", "pages"], 7, "book2 b"))
    s.expect("[(b.title, b.pages) for b in Book.objects.all()], app.Book.objects.filter(pages__gt=6).count()", ([("b", 7), ("a", 7)], 2))
    s.edit(('app_label = "shelf"', 'app_label = "shelf"\n        ordering = ["title"]'))
    s.expect("Book._meta.ordering, [b.title for b in Book.objects.all()], clean()", (["title"], ["a", "b"], None))
    s.edit(("max_length=40", "max_length=5"), ("book2", "book3"))
    s.expect("Book._meta.get_field('title').max_length, clean(), book.label()", (5, ["title"], "book3 b"))
    s.expect("book.refresh_from_db(), book.save(), saved, isinstance(book, app.Book), Book is app.Book, book == Book.objects.get(title='b')",
             (None, None, ["b", "a", "b"], True, True, True))


@system
def test_django_reverse_of_new_urls(t):
    """With and without the old source: to make patterns again has no effects."""
    for pyc in (True, False):
        s = Service(t, """
            from django.http import HttpResponse
            from django.urls import path
            def index(request): return HttpResponse("index")
            def gone(request): return HttpResponse("gone")
            app_name = "shop"
            urlpatterns = [path("", index, name="index"), path("gone", gone)]
            urlpatterns += [path("more", index, name="more")]
            """, """
            from django.conf import settings
            settings.configure(DEBUG=False, SECRET_KEY="x", ROOT_URLCONF="urls", ALLOWED_HOSTS=["*"])
            import django
            django.setup()
            from django.test import Client
            from django.urls import reverse, resolve, NoReverseMatch
            client = Client()
            get = lambda p: client.get(p).content.decode()
            status = lambda p: client.get(p).status_code
            """, pyc=pyc, **{"urls.py": "from django.urls import include, path\nurlpatterns = [path('shop/', include('app'))]\n"})
        s.expect("get('/shop/'), get('/shop/gone'), reverse('shop:index')", ("index", "gone", "/shop/"))
        s.edit(('urlpatterns = [', 'def cart(request): return HttpResponse("cart")\n'
                'urlpatterns = [path("cart", cart, name="cart"), '), (', path("gone", gone)]', "]"), ('HttpResponse("index")', 'HttpResponse("new")'))
        s.expect("get('/shop/cart'), reverse('shop:cart'), reverse('shop:index'), resolve('/shop/cart').view_name",
                 ("cart", "/shop/cart", "/shop/", "shop:cart"))
        s.expect("get('/shop/'), get('/shop/more'), status('/shop/gone')", ("new", "new", 404))


@system
def test_fastapi_routes(t):
    s = Service(t, """
        from fastapi import Depends, FastAPI
        from pydantic import BaseModel
        app = FastAPI()
        RATE = 2
        class Item(BaseModel):
            name: str
            count: int = 1
            def total(self): return self.count * RATE
        def user(): return "user1"
        @app.get("/")
        async def index(): return {"at": "index1"}
        @app.get("/plain")
        def plain(who: str = Depends(user)): return {"who": who, "v": 1}
        @app.post("/item")
        async def item(item: Item): return {"total": item.total()}
        """, """
        import app, asyncio, json
        def get(path, body=None):
            out = []
            async def receive(): return {"type": "http.request", "body": json.dumps(body).encode() if body else b""}
            async def send(m): out.append(m.get("body", b""))
            scope = {"type": "http", "method": "POST" if body else "GET", "path": path, "headers":
                     [(b"content-type", b"application/json")], "query_string": b"", "root_path": "",
                     "scheme": "http", "server": ("x", 80), "client": ("x", 1), "http_version": "1.1"}
            asyncio.run(app.app(scope, receive, send))
            return json.loads(b"".join(out))
        """)
    probe = "get('/'), get('/plain'), get('/item', {'name': 'n', 'count': 3})"
    s.expect(probe, ({"at": "index1"}, {"who": "user1", "v": 1}, {"total": 6}))
    s.edit(("index1", "index2"), ("user1", "user2"), ('"v": 1', '"v": 2'), ("RATE = 2", "RATE = 5"))
    s.expect(probe, ({"at": "index2"}, {"who": "user2", "v": 2}, {"total": 15}))
    s.expect("len([r for r in app.app.routes if r.path in ('/', '/plain', '/item')])", 3)
    # What a route knows of the arguments: a default, an annotation, one more, another dependency, a field of an answer.
    s.edit(('def plain(who: str = Depends(user)): return {"who": who, "v": 2}',
            'def plain(n: int = 7, who: str = Depends(other)): return {"who": who, "n": n + 1}'),
           ('def user()', 'def other(name: str = "other1"): return name\ndef user()'))
    s.expect("get('/plain')", {"who": "other1", "n": 8})
    s.edit(("n: int = 7", "n: float = 1.5"), ('"other1"', '"other2"'))
    s.expect("get('/plain')", {"who": "other2", "n": 2.5})
    s.expect("len([r for r in app.app.routes if r.path in ('/', '/plain', '/item')])", 3)


@system
def test_fastapi_middleware_and_schema(t):
    """Starlette takes no middleware once it has served; a schema that has been shown is kept."""
    s = Service(t, """
        from fastapi import FastAPI
        app = FastAPI()
        @app.middleware("http")
        async def first(request, call_next):
            response = await call_next(request)
            response.headers["x-first"] = "1"
            return response
        @app.get("/plain")
        def plain(n: int = 1): return n
        """, """
        import app, asyncio, json
        def get(path):
            out, sent = [], [{"type": "http.request", "body": b""}]
            async def receive():
                if sent: return sent.pop()
                await asyncio.sleep(60)
            async def send(m): out.append(m)
            scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b"", "root_path": "",
                     "scheme": "http", "server": ("x", 80), "client": ("x", 1), "http_version": "1.1"}
            asyncio.run(app.app(scope, receive, send))
            return json.loads(b"".join(m.get("body", b"") for m in out)), sorted(
                (k.decode(), v.decode()) for k, v in out[0]["headers"] if k.startswith(b"x-"))
        def arguments(): return [p["name"] for p in get("/openapi.json")[0]["paths"]["/plain"]["get"]["parameters"]]
        """)
    s.expect("get('/plain'), arguments()", ((1, [("x-first", "1")]), ["n"]))
    second = """@app.middleware("http")
async def second(request, call_next):
    response = await call_next(request)
    response.headers["x-second"] = "2"
    return response
@app.get("/plain")"""
    s.expect("[globals().update(stack=app.app.middleware_stack)]", [None])
    s.refused("ZeroDivisionError", ('@app.get("/plain")', second), ("return n", "return n\n1 / 0"))
    s.expect("app.app.middleware_stack is stack, len(app.app.user_middleware), get('/plain')", (True, 1, (1, [("x-first", "1")])))
    s.edit(('@app.get("/plain")', second), ("def plain(n: int = 1)", "def plain(n: int = 1, m: int = 2)"))
    s.expect("get('/plain'), arguments()", ((1, [("x-first", "1"), ("x-second", "2")]), ["n", "m"]))


@system
def test_fastapi_routes_of_an_included_router(t):
    """The application has routes of its own of them: these take other arguments, paths and answers, too, and no other ones come."""
    s = Service(t, """
        from fastapi import APIRouter, Depends, Query
        router = APIRouter(prefix="/users", tags=["users"])
        def paging(limit: int = Query(2, le=100)): return limit
        @router.get("/{ident}")
        def read(ident: int): return {"id": ident}
        @router.get("/")
        def many(limit: int = Depends(paging)): return {"limit": limit}
        """, """
        import app, asyncio, fastapi, json
        def create():
            main = fastapi.FastAPI()
            main.include_router(app.router, prefix="/api")
            return main
        main = create()
        held = list(main.routes)
        def get(path, query=""):
            out = []
            async def receive(): return {"type": "http.request", "body": b""}
            async def send(m): out.append(m)
            scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": query.encode(), "root_path": "",
                     "scheme": "http", "server": ("x", 80), "client": ("x", 1), "http_version": "1.1"}
            asyncio.run(main(scope, receive, send))
            return out[0]["status"], json.loads(b"".join(m.get("body", b"") for m in out))
        """)
    s.expect("get('/api/users/3'), get('/api/users/')", ((200, {"id": 3}), (200, {"limit": 2})))
    s.edit(("def read(ident: int): return {", "def read(ident: int, verbose: bool = False): return {\"verbose\": verbose, "),
           ("Query(2, le=100)", "Query(5, le=10)"))
    s.expect("get('/api/users/3', 'verbose=1'), get('/api/users/'), get('/api/users/', 'limit=50')[0]",
             ((200, {"verbose": True, "id": 3}), (200, {"limit": 5}), 422))
    s.edit(('"/{ident}"', '"/by/{ident}"'))
    s.expect("get('/api/users/by/4')[1]['id'], get('/api/users/4')[0], main.routes == held", (4, 404, True))


@system
def test_aiohttp_routes(t):
    s = Service(t, """
        from aiohttp import web
        routes = web.RouteTableDef()
        @routes.get("/")
        async def index(request): return web.Response(text="index1")
        class Page(web.View):
            async def get(self): return web.Response(text="page1")
        @web.middleware
        async def stamp(request, handler):
            response = await handler(request)
            response.headers["X"] = "stamp1"
            return response
        def make():
            app = web.Application(middlewares=[stamp])
            app.add_routes(routes)
            app.router.add_view("/page", Page)
            return app
        """, FETCH + """
import app, asyncio
from aiohttp import web
ready = threading.Event()
def run():
    global port
    async def main():
        global port
        runner = web.AppRunner(app.make())
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        ready.set()
        await asyncio.sleep(1000)
    asyncio.run(main())
threading.Thread(target=run, daemon=True).start()
ready.wait()
def stamp():
    with urllib.request.urlopen("http://127.0.0.1:%d/" % port, timeout=5) as r: return r.headers["X"]
""")
    s.expect("get('/'), get('/page'), stamp()", ("index1", "page1", "stamp1"))
    s.edit(("index1", "index2"), ("page1", "page2"), ("stamp1", "stamp2"))
    s.expect("get('/'), get('/page'), stamp()", ("index2", "page2", "stamp2"))


@system
def test_celery_tasks(t):
    s = Service(t, """
        import celery
        app = celery.Celery("jobs", broker="memory://", backend="cache+memory://")
        app.conf.task_always_eager = True
        STEP = 1
        @app.task
        def add(a, b): return a + b + STEP
        @app.task(bind=True, name="named.job", max_retries=3)
        def job(self, n): return (self.name, n, "job1")
        @celery.shared_task
        def shared(n): return "shared1"
        class Base(celery.Task):
            def answer(self): return "base1"
        @app.task(base=Base, bind=True)
        def based(self): return self.answer()
        """, "import app\nfrom app import add, job\nheld = add.s(1, 2)\n"
        "app.app.finalize()\ntasks = sorted(n for n in app.app.tasks if not n.startswith('celery.'))\n")
    probe = ("add.delay(1, 2).get(), held().real, job.delay(5).get(), app.app.tasks['named.job'](5), "
             "app.shared.delay(1).get(), app.based.delay().get()")
    s.expect(probe, (4, 4, ("named.job", 5, "job1"), ("named.job", 5, "job1"), "shared1", "base1"))
    s.edit(("a + b", "a * 10 + b"), ("STEP = 1", "STEP = 2"), ("job1", "job2"), ("shared1", "shared2"),
           ("base1", "base2"))
    s.expect(probe, (14, 14, ("named.job", 5, "job2"), ("named.job", 5, "job2"), "shared2", "base2"))
    s.expect("tasks == sorted(n for n in app.app.tasks if not n.startswith('celery.')), app.add is add", (True, True))
    # What a task knows of its arguments.
    s.edit(("def add(a, b): return a * 10 + b", "def add(a, b, c=100): return a * 10 + b + c"),
           ("def job(self, n): return", "def job(self, n, m): n += m; return"))
    s.expect("add.delay(1, 2).get(), add.delay(1, 2, c=5).get(), app.app.tasks[add.name].delay(1, 2, c=5).get(), "
             "job.delay(5, m=1).get()", (114, 19, 19, ("named.job", 6, "job2")))
    s.expect("tasks == sorted(n for n in app.app.tasks if not n.startswith('celery.'))", True)


@system
def test_celery_shared_tasks_take_more(t):
    """A shared task is made by applications that its decorator finds elsewhere: they know its new arguments and options."""
    s = Service(t, """
        import celery
        app = celery.Celery("jobs", broker="memory://", backend="cache+memory://")
        app.conf.task_always_eager = True
        @celery.shared_task
        def mail(to): return to
        @celery.shared_task(bind=True, max_retries=3)
        def sms(self, number): return (number, self.max_retries)
        """, "import app\nfrom app import mail, sms\napp.app.finalize()\nmail.delay('a').get(), sms.delay(1).get()\n")
    s.expect("mail.delay('a').get(), sms.delay(1).get()", ("a", (1, 3)))
    s.edit(("def mail(to): return to", "def mail(to, kind='plain'): return to + kind"), ("max_retries=3", "max_retries=4"),
           ("def sms(self, number): return (number", "def sms(self, number, prefix): return (prefix + number"))
    s.expect("mail.delay('a', kind='x').get(), sms.delay(1, 10).get(), sms.apply_async((1,), {'prefix': 5}).get()", ("ax", (11, 4), (6, 4)))
    s.expect("sorted(n for n in app.app.tasks if not n.startswith('celery.'))", ["app.mail", "app.sms"])


@system
def test_django_forms_of_a_model(t):
    """A form whose Meta names a model is made of that: it follows where it is named too, and is named where it is not."""
    for names in (["app", "forms"], ["app"]):
        s = Service(t, """
            import django
            from django.conf import settings
            if not settings.configured:
                settings.configure(INSTALLED_APPS=[], DATABASES={})
                django.setup()
            from django.db import models
            class Lead(models.Model):
                mail = models.CharField(max_length=10)
                class Meta: app_label = "crm"
            """, "import app, forms\n", **{"forms.py": "from django import forms\nfrom app import Lead\n"
                                           "class LeadForm(forms.ModelForm):\n    class Meta:\n        model = Lead\n"
                                           "        fields = '__all__'\n"})
        probe = "forms.LeadForm({'mail': 'x' * 20}).is_valid(), sorted(forms.LeadForm().fields)"
        s.expect(probe, (False, ["mail"]))
        s.process.write("app.py", edited(s.source, ("max_length=10", "max_length=30")))
        run = s.process.reload(*names, threads=False)
        if len(names) == 2:
            s.expect(probe, (True, ["mail"]))
        else:
            assert any("forms" in note["module"] and "line 3" in note["detail"] for note in run.doc["notes"]), run.out


@system
def test_wtforms_order_of_fields_below(t):
    """A field that comes, and one that is made anew, in a form: those of a form below stay behind them."""
    s = Service(t, """
        from wtforms import Form, StringField
        class Signup(Form):
            name = StringField("Name")
            seats = StringField("Seats")
        class Admin(Signup):
            key = StringField("Key")
        """, "import app\n[f.name for f in app.Admin()]\n")
    s.edit(('    seats = StringField("Seats")', '    mail = StringField("Mail")\n    seats = StringField("Number")'))
    s.expect("[f.label.text for f in app.Signup()], [f.label.text for f in app.Admin()]",
             (["Name", "Mail", "Number"], ["Name", "Mail", "Number", "Key"]))
    s.edit(('    name = StringField("Name")', '    first = StringField("First")\n    name = StringField("Name")'))
    s.expect("[f.label.text for f in app.Admin()]", ["First", "Name", "Mail", "Number", "Key"])


@system
def test_django_managers_of_querysets(t):
    """A manager that was made of a QuerySet, also one that somebody holds, has the methods that the QuerySet has now."""
    for pyc in (True, False):
        s = Service(t, """
            import django
            from django.conf import settings
            settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}, USE_TZ=False)
            django.setup()
            from django.db import models
            class Queries(models.QuerySet):
                def early(self): return self.filter(id__lt=2)
                def gone(self): return self
            class Ticket(models.Model):
                state = models.CharField(max_length=9, default="new")
                objects = Queries.as_manager()
                class Meta: app_label = "app"
            """, """
            import app
            from django.db import connection
            with connection.schema_editor() as e: e.create_model(app.Ticket)
            for _ in range(3): app.Ticket.objects.create()
            held = app.Ticket.objects
            """, pyc=pyc)
        s.expect("held.early().count(), held.gone().count()", (1, 3))
        s.edit(("id__lt=2", "id__lt=3"), ("def gone(self): return self", "def late(self): return self.filter(id__gt=2)"))
        s.expect("held.early().count(), held.late().count(), hasattr(held, 'gone')", (2, 1, False))
        s.expect("app.Ticket.objects.late().count(), app.Ticket._default_manager.late().count()", (1, 1))


@system
def test_django_receiver_of_another_signal(t):
    """A signal keeps which receivers it has for a sender."""
    s = Service(t, """
        from django.dispatch import receiver
        from signals import Item, before, after
        log = []
        @receiver(before, sender=Item)
        def index(sender, **more): log.append("index")
        """, """
        import app, signals
        from signals import Item, before, after
        audit = []
        def audited(sender, **more): audit.append(1)
        for signal in (before, after): signal.connect(audited, sender=Item)
        def send():
            del app.log[:], audit[:]
            before.send(Item)
            first = list(app.log)
            after.send(Item)
            return first, app.log[len(first):], len(audit)
        """, **{"signals.py": "from django.dispatch import Signal\nclass Item: pass\n"
                              "before, after = Signal(use_caching=True), Signal(use_caching=True)\n"})
    s.expect("send(), send()", ((["index"], [], 2),) * 2)
    s.edit(("receiver(before", "receiver(after"))
    s.expect("send(), send()", (([], ["index"], 2),) * 2)
    s.edit(("receiver(after", "receiver([before, after]"))
    s.expect("send(), send()", ((["index"], ["index"], 2),) * 2)


@system
def test_celery_options_of_tasks(t):
    """Of an application that makes its tasks when they are asked for, and of one that is finalized; shared ones, too."""
    for finalize in ("", "app.app.finalize()\n"):
        s = Service(t, """
            import celery
            app = celery.Celery("jobs", broker="memory://", backend="cache+memory://", set_as_current=True)
            app.set_default()
            app.conf.task_always_eager = True
            @app.task(bind=True, max_retries=1, soft_time_limit=10, queue="low")
            def send(self, to): return "to " + to
            @celery.shared_task(name="mail.send", max_retries=3)
            def mail(to): return "mail " + to
            @app.task
            def plain(): return 1
            """, "import app\nfrom app import send, mail\n" + finalize + "send.delay('x').get(), mail.delay('y').get()\n")
        asked = ("[(t.max_retries, t.soft_time_limit, getattr(t, 'queue', None)) for t in (send, app.send, app.app.tasks['app.send'])], "
                 "[t.max_retries for t in (mail, app.mail, app.app.tasks['mail.send'])], send.delay('z').get(), mail.delay('z').get(), "
                 "sorted(n for n in app.app.tasks if not n.startswith('celery.'))")
        names = ["app.plain", "app.send", "mail.send"]
        s.expect(asked, ([(1, 10, "low")] * 3, [3] * 3, "to z", "mail z", names))
        s.edit(("max_retries=1, soft_time_limit=10", "max_retries=5, soft_time_limit=20"), ('"low"', '"high"'), ("max_retries=3", "max_retries=8"))
        s.expect(asked, ([(5, 20, "high")] * 3, [8] * 3, "to z", "mail z", names))
        s.edit((', queue="high"', ""))
        s.edit(('"to "', '"2 "'))
        s.expect(asked, ([(5, 20, None)] * 3, [8] * 3, "2 z", "mail z", names))


@system
def test_fastapi_responses_of_changed_models(t):
    """A route has copies of the models of its response, also of those within: they have the new fields and limits."""
    schemas = textwrap.dedent("""
        from typing import List
        from pydantic import BaseModel, Field, create_model
        class Item(BaseModel):
            name: str = Field(..., max_length=5)
        class Order(BaseModel):
            items: List[Item]
        Made = create_model("Made", __base__=Item)
        """)
    for pyc in (True, False):
        s = Service(t, """
            from fastapi import APIRouter, FastAPI
            from schemas import Item, Order
            app = FastAPI()
            router = APIRouter()
            @router.post("/orders", response_model=Order)
            def orders(order: Order): return order
            @router.post("/item", response_model=Item)
            def item(item: Item): return item
            app.include_router(router, prefix="/v1")
            """, """
            import app, schemas
            from fastapi.testclient import TestClient
            client = TestClient(app.app)
            def post(path, data):
                r = client.post(path, json=data)
                return r.status_code, r.json()
            def fields(): return sorted(client.get("/openapi.json").json()["components"]["schemas"]["Item"]["properties"])
            """, pyc=pyc, **{"schemas.py": schemas})
        old, new = {"name": "a"}, {"name": "abcdefg", "count": 3}
        s.expect("post('/v1/item', %r), post('/v1/orders', {'items': [%r]}), fields()" % (old, old),
                 ((200, old), (200, {"items": [old]}), ["name"]))
        s.process.write("schemas.py", edited(schemas, ("max_length=5)", "max_length=8)\n    count: int = 1")))
        run = s.process.reload("schemas", threads=False)
        s.expect("post('/v1/item', %r), post('/v1/orders', {'items': [%r]}), fields()" % (new, new),
                 ((200, new), (200, {"items": [new]}), ["count", "name"]))
        assert {u["name"] for u in run.doc["updated"] if "the response of" in u["detail"]} == {"item", "orders"}, run.out
        assert not [n for n in run.doc["notes"] if n["name"] in ("Item", "Order")], run.out


@system
def test_fastapi_new_routes_of_a_router_within_another(t):
    """What comes to a router comes to all that have taken it in, with what the calls were given: once, and where it would stand."""
    s = Service(t, """
        from fastapi import APIRouter, Depends, Header, HTTPException
        calls = []
        def key(x_key: str = Header("")):
            if x_key != "k": raise HTTPException(403)
        router = APIRouter(prefix="/items", tags=["items"])
        @router.get("/all")
        def every(): return ["a"]
        @router.get("/{name}")
        def one(name: str): return name
        """, """
        import app, asyncio, fastapi, json
        from fastapi import APIRouter, FastAPI, Depends
        api = APIRouter(prefix="/v1", tags=["v1"])
        api.include_router(app.router, dependencies=[Depends(app.key)])
        main = FastAPI()
        main.include_router(api, prefix="/api")
        open_ = FastAPI()
        open_.include_router(app.router)
        empty = FastAPI()
        def get(path, app=main, key="k"):
            out = []
            async def receive(): return {"type": "http.request", "body": b""}
            async def send(m): out.append(m)
            scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"x-key", key.encode())], "query_string": b"",
                     "root_path": "", "scheme": "http", "server": ("x", 80), "client": ("x", 1), "http_version": "1.1"}
            asyncio.run(app(scope, receive, send))
            return out[0]["status"], json.loads(b"".join(m.get("body", b"") for m in out))
        def paths(app): return [r.path for r in app.routes if "items" in r.path]
        """)
    s.expect("get('/api/v1/items/all'), get('/api/v1/items/all', key='')[0], get('/items/x', open_)", ((200, ["a"]), 403, (200, "x")))
    s.expect("len(main.openapi()['paths'])", 2)
    more = '@router.get("/{name}/size")\ndef size(name: str): return len(name)\n'
    s.refused("ZeroDivisionError", ("def one(name: str): return name\n", "def one(name: str): return name\n" + more + "1 / 0\n"))
    s.expect("paths(main), len(main.openapi()['paths'])", (["/api/v1/items/all", "/api/v1/items/{name}"], 2))
    run = s.edit(("def one(name: str): return name\n", "def one(name: str): return name\n" + more))
    assert not run.doc["notes"], run.out
    s.expect("get('/api/v1/items/abc/size'), get('/api/v1/items/abc/size', key='')[0], get('/items/ab/size', open_), get('/items/x', empty)[0]",
             ((200, 3), 403, (200, 2), 404))
    s.expect("paths(main), paths(open_)[-1], main.openapi()['paths']['/api/v1/items/{name}/size']['get']['tags']",
             (["/api/v1/items/all", "/api/v1/items/{name}", "/api/v1/items/{name}/size"], "/items/{name}/size", ["v1", "items"]))
    s.edit(("len(name)", "-len(name)"))
    s.expect("get('/api/v1/items/abc/size'), len(paths(main))", ((200, -3), 3))


@system
def test_flask_what_comes_to_a_blueprint(t):
    """An application that has registered it, and has served, gets it, too: routes, hooks, handlers, methods of views."""
    s = Service(t, """
        from flask import Blueprint, abort, jsonify
        from flask.views import MethodView
        bp = Blueprint("shop", __name__)
        child = Blueprint("stock", __name__, url_prefix="/stock")
        @bp.route("/list")
        def listing(): return "list"
        @child.route("/<name>")
        def stock(name): return "stock " + name
        bp.register_blueprint(child)
        class Item(MethodView):
            def get(self, n): return "get %s" % n
        bp.add_url_rule("/item/<n>", view_func=Item.as_view("item"))
        """, """
        import app, flask
        def create():
            main = flask.Flask("main")
            main.register_blueprint(app.bp, url_prefix="/s")
            main.register_blueprint(app.bp, url_prefix="/t", name="twice")
            return main
        main = create()
        client = main.test_client()
        def get(path, method="GET"):
            r = client.open(path, method=method)
            return r.status_code, r.get_data(as_text=True)[:20], r.headers.get("x-by")
        """)
    s.expect("get('/s/list'), get('/t/list'), get('/s/stock/a'), get('/s/item/1'), get('/s/item/1', 'PUT')[0]",
             ((200, "list", None), (200, "list", None), (200, "stock a", None), (200, "get 1", None), 405))
    run = s.edit(('def stock(name): return "stock " + name', 'def stock(name): return "stock " + name\n@child.route("/<name>/left")\n'
                  'def left(name): return "left " + name'),
                 ('def listing(): return "list"', 'def listing(): return "list"\n@bp.route("/new", methods=["POST"])\ndef new(): return "new"\n'
                  '@bp.route("/gone")\ndef gone(): abort(418)\n@bp.errorhandler(418)\ndef teapot(e): return "tea", 418\n'
                  '@bp.after_request\ndef by(r):\n    r.headers["x-by"] = "shop"\n    return r'),
                 ('return "get %s" % n', 'return "got %s" % n\n    def put(self, n): return "put %s" % n'))
    s.expect("get('/s/new', 'POST'), get('/t/new', 'POST'), get('/s/new')[0], get('/s/gone'), get('/t/gone'), get('/s/stock/a/left')",
             ((200, "new", "shop"), (200, "new", "shop"), 405, (418, "tea", "shop"), (418, "tea", "shop"), (200, "left a", "shop")))
    s.expect("get('/s/item/1'), get('/s/item/1', 'PUT'), len([r for r in main.url_map.iter_rules() if r.rule == '/s/new'])",
             ((200, "got 1", "shop"), (200, "put 1", "shop"), 1))
    s.edit(('    def put(self, n): return "put %s" % n', ""), ('"new"\n', '"newer"\n'))
    s.expect("get('/s/item/1', 'PUT')[0], get('/t/new', 'POST'), get('/s/list')", (405, (200, "newer", "shop"), (200, "list", "shop")))


@system
def test_flask_rules_of_a_blueprint_change(t):
    """Other paths, methods and converters of a view that is there, and a blueprint within it: one rule each, in each application."""
    s = Service(t, """
        from flask import Blueprint
        bp = Blueprint("shop", __name__)
        child = Blueprint("stock", __name__)
        @bp.route("/status/<int:n>")
        def status(n): return "status %s" % n
        @bp.route("/list", methods=["GET"])
        def listing(): return "list"
        @child.route("/left")
        def left(): return "left"
        """, """
        import app, flask
        main = flask.Flask("main")
        main.register_blueprint(app.bp, url_prefix="/s")
        main.register_blueprint(app.bp, url_prefix="/t", name="twice")
        client = main.test_client()
        def get(path, method="GET"):
            r = client.open(path, method=method)
            return r.get_data(as_text=True) if r.status_code == 200 else r.status_code
        """)
    s.expect("get('/s/status/1'), get('/t/list'), get('/s/list', 'POST'), get('/s/in/left')", ("status 1", "list", 405, 404))
    s.edit(('"/status/<int:n>"', '"/state/<float:n>"'), ('methods=["GET"]', 'methods=["GET", "POST"]'),
           ('def left(): return "left"', 'def left(): return "left"\nbp.register_blueprint(child, url_prefix="/in")'))
    s.expect("get('/s/state/1.5'), get('/t/state/2.5'), get('/s/status/1'), get('/t/status/1')", ("status 1.5", "status 2.5", 404, 404))
    s.expect("get('/s/list', 'POST'), get('/t/list'), get('/s/in/left'), get('/t/in/left')", ("list", "list", "left", "left"))
    s.expect("sorted(r.rule for r in main.url_map.iter_rules() if r.rule.startswith('/s/'))", ["/s/in/left", "/s/list", "/s/state/<float:n>"])
    s.edit(('"/state/<float:n>"', '"/status/<int:n>"'))
    s.expect("get('/s/state/1.5'), get('/s/status/1')", (404, "status 1"))


@system
def test_flask_what_a_blueprint_does_to_the_application_changes(t):
    """Handlers and filters of the whole application, hooks of another kind, a second rule: as the blueprint says now, and back."""
    old = """
        from flask import Blueprint, g
        bp = Blueprint("shop", __name__)
        class Bad(Exception): pass
        class Worse(Exception): pass
        @bp.app_errorhandler(Bad)
        def on_bad(e): return type(e).__name__, 422
        @bp.errorhandler(LookupError)
        def on_lookup(e): return "lookup", 404
        @bp.app_template_filter("loud")
        def loud(text): return text.upper()
        @bp.before_request
        def mark(): g.mark = "marked"
        @bp.get("/<kind>")
        def view(kind): raise {"bad": Bad, "worse": Worse, "key": KeyError, "os": OSError}[kind]()
        @bp.get("/page")
        def page(n=0): return "page %d" % n
        """
    s = Service(t, old, """
        import app, flask
        main = flask.Flask("main")
        main.register_blueprint(app.bp, url_prefix="/s")
        @main.get("/mark")
        def marked(): return flask.g.get("mark", "none")
        @main.get("/filters")
        def filters(): return " ".join(sorted({"loud", "louder"} & set(flask.current_app.jinja_env.filters)))
        client = main.test_client()
        def get(path):
            main.logger.disabled = True
            r = client.get(path)
            return r.status_code, r.get_data(as_text=True)[:20] if r.status_code != 500 else ""
        """)
    before = [(422, "Bad"), (500, ""), (404, "lookup"), (500, ""), (200, "page 0"), (404, "<!doctype html>\n<htm"), (200, "none"), (200, "loud")]
    asked = "[get(x) for x in ('/s/bad', '/s/worse', '/s/key', '/s/os', '/s/page', '/s/page/4', '/mark', '/filters')]"
    s.expect(asked, before)
    changes = [("app_errorhandler(Bad)", "app_errorhandler(Worse)\n@bp.app_errorhandler(OSError)"), ("errorhandler(LookupError)", "errorhandler(IndexError)"),
               ('filter("loud")', 'filter("louder")'), ("@bp.before_request", "@bp.before_app_request"),
               ('@bp.get("/page")', '@bp.get("/page")\n@bp.get("/page/<int:n>")')]
    s.edit(*changes)
    s.expect(asked, [(500, ""), (422, "Worse"), (500, ""), (422, "OSError"), (200, "page 0"), (200, "page 4"), (200, "marked"), (200, "louder")])
    s.edit(*[(b, a) for a, b in changes])
    s.expect(asked, before)


@system
def test_fastapi_new_route_under_several_prefixes(t):
    s = Service(t, """
        from fastapi import APIRouter
        router = APIRouter()
        @router.get("/a")
        def a(): return "a"
        """, """
        import app
        from fastapi import FastAPI
        main = FastAPI()
        main.include_router(app.router, prefix="/v1")
        main.include_router(app.router, prefix="/latest")
        """)
    s.edit(('def a(): return "a"', 'def a(): return "a"\n@router.get("/b")\ndef b(): return "b"'))
    s.expect("[r.path for r in main.routes if r.path.count('/') == 2 and 'docs' not in r.path]", ["/v1/a", "/v1/b", "/latest/a", "/latest/b"])


@system
def test_aiohttp_routes_of_an_application_within_another(t):
    """New, moved and with another method: each is there once, below the prefix."""
    s = Service(t, """
        from aiohttp import web
        routes = web.RouteTableDef()
        @routes.get("/status")
        async def status(request): return web.Response(text="status")
        @routes.get("/items/{n}")
        async def item(request): return web.Response(text="item " + request.match_info["n"])
        """, """
        import app, asyncio
        from aiohttp import web
        from aiohttp.test_utils import TestClient, TestServer
        loop = asyncio.new_event_loop()
        async def start():
            global client, sub
            sub, main = web.Application(), web.Application()
            sub.add_routes(app.routes)
            main.add_subapp("/api", sub)
            client = TestClient(TestServer(main))
            await client.start_server()
        loop.run_until_complete(start())
        def get(path, method="GET"):
            async def ask():
                r = await client.request(method, path)
                return await r.text() if r.status == 200 else r.status
            return loop.run_until_complete(ask())
        """)
    s.expect("get('/api/status'), get('/api/items/1'), get('/api/new')", ("status", "item 1", 404))
    s.edit(('"/status"', '"/state"'), ('routes.get("/items/{n}")', 'routes.post("/items/{n}")'),
           ('text="status")', 'text="state")\n@routes.get("/new/{n}")\nasync def new(request): return web.Response(text="new")'))
    s.expect("get('/api/state'), get('/api/status'), get('/api/items/1', 'POST'), get('/api/items/1'), get('/api/new/1')",
             ("state", 404, "item 1", 405, "new"))
    s.expect("sorted(r.canonical for r in sub.router.resources())", ["/api/items/{n}", "/api/new/{n}", "/api/state"])


@system
def test_aiohttp_new_routes(t):
    """A table of routes, and an application that serves: its router is frozen."""
    s = Service(t, """
        from aiohttp import web
        routes = web.RouteTableDef()
        @routes.get("/a")
        async def a(request): return web.Response(text="a")
        """, FETCH + """
import app, asyncio
from aiohttp import web
ready = threading.Event()
def run():
    async def main():
        global port, application
        application = web.Application()
        application.add_routes(app.routes)
        runner = web.AppRunner(application)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        ready.set()
        await asyncio.sleep(1000)
    asyncio.run(main())
threading.Thread(target=run, daemon=True).start()
ready.wait()
""")
    s.expect("get('/a'), get('/b')[:3]", ("a", "404"))
    more = '@routes.get("/b")\n@routes.post("/c/{n}")\nasync def b(request): return web.Response(text="b" + request.match_info.get("n", ""))\n'
    s.refused("ZeroDivisionError", ('@routes.get("/a")', more + '1 / 0\n@routes.get("/a")'))
    s.expect("get('/a'), get('/b')[:3]", ("a", "404"))
    run = s.edit(('@routes.get("/a")', more + '@routes.get("/a")'))
    assert not run.doc["notes"], run.out
    s.expect("get('/a'), get('/b'), get('/c/1', b''), application.router._frozen", ("a", "b", "b1", True))
    s.edit(('text="b" +', 'text="B" +'))
    s.expect("get('/b'), len(list(application.router.routes()))", ("B", 5))


@system
def test_routers_that_have_been_included(t):
    """What has been taken in of a router with no route is not known: who has that is named, by line."""
    s = Service(t, """
        from fastapi import APIRouter, FastAPI
        app = FastAPI()
        router = APIRouter()
        app.include_router(router)
        """, """
        import app, fastapi
        main = fastapi.FastAPI()
        main.include_router(app.router)
        """)
    run = s.edit(("router = APIRouter()", 'router = APIRouter()\n@router.get("/b")\ndef b(): return 4'))
    assert [(n["module"], n["name"]) for n in run.doc["notes"]] == [("app", "router"), ("__main__", "router")], run.out
    assert run.doc["notes"][0]["detail"].startswith("line 7 was not run again"), run.out
    run = s.edit(("router = APIRouter()", 'router = APIRouter(prefix="/v2")'))
    assert ("__main__", "router") in [(n["module"], n["name"]) for n in run.doc["notes"] if "is another" in n["detail"]], run.out


@system
def test_pydantic_and_attrs(t):
    s = Service(t, """
        import attr, attrs
        from pydantic import BaseModel, validator
        class Point(BaseModel):
            x: int
            y: int = 0
            @validator("x")
            def positive(cls, v): return v + 1
            def norm(self): return "norm1 %d" % (self.x + self.y)
            class Config:
                allow_mutation = True
        class Plain(BaseModel):
            name: str = 'p'
        @attr.s(auto_attribs=True)
        class Job:
            name: str
            tries: int = 1
            def label(self): return "job1 " + self.name
        @attrs.define
        class Slotted:
            a: int
            def twice(self): return ("twice1", self.a * 2, __class__ is type(self))
        @attrs.frozen
        class Frozen:
            a: int = attrs.field(converter=int)
            @a.validator
            def _check(self, attribute, value):
                if value > 100: raise ValueError("big1")
            def get(self): return ("get1", self.a)
        """, """
        import app
        plain, p, j, sl, f = app.Plain(), app.Point(x=1), app.Job("j"), app.Slotted(4), app.Frozen("5")
        def big():
            try: app.Frozen(101)
            except ValueError as e: return str(e)
        """)
    probe = "p.norm(), app.Point(x=2).norm(), j.label(), sl.twice(), app.Slotted(5).twice(), f.get(), big()"
    s.expect(probe, ("norm1 2", "norm1 3", "job1 j", ("twice1", 8, True), ("twice1", 10, True), ("get1", 5), "big1"))
    s.edit(("norm1", "norm2"), ("v + 1", "v + 10"), ("job1", "job2"), ("twice1", "twice2"), ("get1", "get2"),
           ("big1", "big2"))
    s.expect(probe, ("norm2 2", "norm2 12", "job2 j", ("twice2", 8, True), ("twice2", 10, True), ("get2", 5), "big2"))
    # A field more: instances made before have it, too, where it has a default.
    s.edit(("tries: int = 1", "tries: int = 1\n    owner: str = 'nobody'"), ("name: str = 'p'", "name: str = 'q'\n    z: int = 7\n    tags: list = []"))
    s.expect("app.Job('k').owner, app.Plain().z, app.Plain().name, isinstance(j, app.Job), j.label(), plain.name",
             ("nobody", 7, "q", True, "job2 j", "p"))
    s.expect("j.owner, repr(j), plain.z, plain.dict(), plain.tags is app.Plain().tags",
             ("nobody", "Job(name='j', tries=1, owner='nobody')", 7, {"name": "p", "z": 7, "tags": []}, False))
    # pydantic 1 knows each validator by its name, and refuses a second one.
    s.edit(("y: int = 0", "y: int = 0\n    z: int = 8"))
    s.expect("app.Point(x=2).z, [n for n in app.Point.__fields__]", (8, ["x", "y", "z"]))
    s.expect(probe, ("norm2 2", "norm2 12", "job2 j", ("twice2", 8, True), ("twice2", 10, True), ("get2", 5), "big2"))


@system
def test_marshmallow_schemas_of_other_modules(t):
    """An object of a schema has copies of its fields: those take what the class says now, also where a schema is within another."""
    s = Service(t, """
        from marshmallow import Schema, fields, validate, validates_schema, ValidationError
        class Venue(Schema):
            name = fields.Str(required=True, validate=validate.Length(max=3))
        class Event(Schema):
            slug = fields.Str(required=True)
            venue = fields.Nested(Venue)
        """, """
        import app
        event = app.Event()
        def load(raw, schema=event):
            try: return sorted(schema.load(raw).items())
            except app.ValidationError as e: return sorted(e.messages)
        """)
    s.expect("load({'slug': 'a', 'venue': {'name': 'xyz'}}), load({'slug': 'a', 'venue': {'name': 'long'}})",
             ([("slug", "a"), ("venue", {"name": "xyz"})], ["venue"]))
    s.edit(("max=3", "max=4"), ("slug = fields.Str(required=True)", "slug = fields.Str(required=True)\n    seats = fields.Int(load_default=6)"),
                 ("venue = fields.Nested(Venue)", "venue = fields.Nested(Venue)\n    @validates_schema\n    def both(self, data, **kw):\n"
                  "        if data['slug'] == 'no': raise ValidationError('no', 'slug')"))
    s.expect("load({'slug': 'a', 'venue': {'name': 'long'}}), load({'slug': 'no'})",
             ([("seats", 6), ("slug", "a"), ("venue", {"name": "long"})], ["slug"]))


@system
def test_pydantic_types_made_of_constants(t):
    """The lines of the types are the same: the limits are others, and so is what the model takes."""
    s = Service(t, """
        from pydantic import BaseModel, conint, conlist, constr
        LEAST = 16
        CODE = "^[A-Z]{2}$"
        Age = conint(ge=LEAST)
        Code = constr(regex=CODE)
        class Visitor(BaseModel):
            age: Age
            code: Code = "AA"
        """, """
        import app
        from app import Visitor
        old = Visitor(age=17)
        def wrong(**values):
            try: Visitor(**values)
            except ValueError: return True
            return False
        """)
    s.expect("wrong(age=15), wrong(age=17), wrong(age=17, code='AAA')", (True, False, True))
    s.edit(("LEAST = 16", "LEAST = 18"), ("{2}", "{3}"), ('"AA"', '"AAA"'))
    s.expect("wrong(age=17), wrong(age=18), wrong(age=18, code='AA'), old.age, Visitor(age=20).code", (True, False, True, 17, "AAA"))


@system
def test_pydantic_annotations_as_texts(t):
    """The field of a new class, in a model of a union, and of an alias that is another: all of them are texts."""
    s = Service(t, """
        from __future__ import annotations
        from typing import List, Optional, Union
        from pydantic import BaseModel, constr
        Slug = constr(regex="^[a-z]+$")
        class User(BaseModel):
            slug: Slug
        class Circle(BaseModel):
            kind: str = "circle"
        class Drawing(BaseModel):
            shapes: List[Union[Circle]] = []
        """, """
        import app
        def made(model, **fields):
            try: return model(**fields).dict()
            except ValueError: return "refused"
        """)
    s.expect("made(app.User, slug='a1'), made(app.User, slug='a')", ("refused", {"slug": "a"}))
    s.edit(('regex="^[a-z]+$"', 'regex="^[a-z0-9]+$"'),
           ("class User(BaseModel):", "class Address(BaseModel):\n    city: str\nclass User(BaseModel):\n    address: Optional[Address] = None"),
           ("class Drawing", "class Line(BaseModel):\n    kind: str = 'line'\n    length: int\nclass Drawing"),
           ("Union[Circle]", "Union[Line, Circle]"))
    s.expect("made(app.User, slug='a1', address={'city': 'x'})", {"address": {"city": "x"}, "slug": "a1"})
    s.expect("made(app.Drawing, shapes=[{'length': 2}])['shapes']", [{"kind": "line", "length": 2}])


@system
def test_pydantic_models_within_others(t):
    """A model of another module has fields of the one that changes: it validates by the new one."""
    s = Service(t, """
        from pydantic import BaseModel, validator
        class Inner(BaseModel):
            a: int = 1
            @validator("a")
            def small(cls, a):
                if a > 5: raise ValueError("big")
                return a
            def m(self): return 1
        """, """
        import app
        from other import Outer
        old = app.Inner(a=2)
        outer = Outer(i=old)
        def made(a):
            try: return Outer(i={"a": a}).i.a
            except ValueError: return "refused"
        """, **{"other.py": """
        from typing import List, Optional
        from pydantic import BaseModel
        from app import Inner
        class Outer(BaseModel):
            i: Inner
            listed: List[Inner] = []
            maybe: Optional[Inner] = None
        """})
    s.expect("made(4), made(6)", (4, "refused"))
    s.edit(("a > 5", "a > 3"), ("return 1", "return 2"), ("a: int = 1", "a: int = 1\n    b: str = 'x'"))
    s.expect("made(3), made(4), Outer(i={'a': 1, 'b': 'q'}).i.b, Outer(i=old).i.m(), outer.i.b", (3, "refused", "q", 2, "x"))
    s.expect("Outer(i={}, listed=[{'a': 2, 'b': 'z'}], maybe={'b': 'w'}).dict()",
             {"i": {"a": 1, "b": "x"}, "listed": [{"a": 2, "b": "z"}], "maybe": {"a": 1, "b": "w"}})
    s.expect("isinstance(Outer(i={}).i, app.Inner), sorted(Outer.schema()['definitions']['Inner']['properties'])", (True, ["a", "b"]))


TORNADO = """
import app, asyncio, logging, tornado.httpserver, tornado.ioloop, tornado.netutil
logging.getLogger("tornado.access").disabled = True
ready = threading.Event()
def run():
    global port
    asyncio.set_event_loop(asyncio.new_event_loop())
    sockets = tornado.netutil.bind_sockets(0, "127.0.0.1")
    tornado.httpserver.HTTPServer(%s).add_sockets(sockets)
    port = sockets[0].getsockname()[1]
    tornado.ioloop.IOLoop.current().add_callback(ready.set)
    tornado.ioloop.IOLoop.current().start()
threading.Thread(target=run, daemon=True).start()
ready.wait()
"""


@system
def test_tornado_handlers(t):
    s = Service(t, """
        import tornado.web
        class Base(tornado.web.RequestHandler):
            def prepare(self): self.stamp = "base1"
        class Index(Base):
            def get(self): self.write("index1 " + self.stamp)
        class Slow(Base):
            async def get(self): self.write("slow1")
        def make(): return tornado.web.Application([("/", Index), ("/slow", Slow)])
        """, FETCH + TORNADO % "app.make()")
    s.expect("get('/'), get('/slow')", ("index1 base1", "slow1"))
    s.edit(("index1", "index2"), ("slow1", "slow2"), ("base1", "base2"))
    s.expect("get('/'), get('/slow')", ("index2 base2", "slow2"))


@system
def test_tornado_rules(t):
    s = Service(t, """
        import tornado.web
        class Index(tornado.web.RequestHandler):
            def get(self): self.write("index1")
        app = tornado.web.Application([("/", Index)])
        """, FETCH + TORNADO % "app.app")
    s.expect("get('/'), get('/new')[:3]", ("index1", "404"))
    s.edit(("index1", "index2"), ('("/", Index)]', '("/", Index), ("/new/(.*)", New)]'),
           ("app = ", "class New(Index):\n    def get(self, name): self.write('new ' + name)\napp = "))
    s.expect("get('/'), get('/new/x')", ("index2", "new x"))
    s.edit(('("/new/(.*)", New)', '("/newer/(.*)", New)'))
    s.expect("get('/'), get('/newer/y'), get('/new/x')[:3]", ("index2", "new y", "404"))


@system
def test_twisted_protocols(t):
    s = Service(t, """
        from twisted.internet import protocol, task
        from twisted.protocols import basic
        ticks = []
        class Echo(basic.LineReceiver):
            delimiter = b"\\n"
            def lineReceived(self, line): self.sendLine(b"echo1 " + line)
        class Factory(protocol.Factory):
            protocol = Echo
            def clock(self): ticks.append("tick1")
        """, """
import app, socket, threading
from twisted.internet import reactor, task
factory, ready = app.Factory(), threading.Event()
def start():
    global port, loop
    port = reactor.listenTCP(0, factory, interface="127.0.0.1").getHost().port
    loop = task.LoopingCall(factory.clock)
    loop.start(0.01)
    ready.set()
reactor.callWhenRunning(start)
threading.Thread(target=reactor.run, kwargs={"installSignalHandlers": False}, daemon=True).start()
ready.wait()
conn = socket.create_connection(("127.0.0.1", port))
lines = conn.makefile("rw")
def talk(f, s):
    f.write(s + "\\n"); f.flush()
    return f.readline().strip()
def anew():
    with socket.create_connection(("127.0.0.1", port)) as c: return talk(c.makefile("rw"), "b")
import time
def next_tick():
    del app.ticks[:]
    while not app.ticks: time.sleep(0.005)
    return app.ticks[-1]
""")
    s.expect("talk(lines, 'a'), anew(), next_tick()", ("echo1 a", "echo1 b", "tick1"))
    s.edit(("echo1", "echo2"), ("tick1", "tick2"))
    s.expect("talk(lines, 'a'), anew(), next_tick()", ("echo2 a", "echo2 b", "tick2"))


@system
def test_twisted_protocol_of_a_factory(t):
    """A connection that stands takes the new delimiter, and one that comes is of the new protocol."""
    s = Service(t, """
        from twisted.internet import protocol
        from twisted.protocols import basic
        class Echo(basic.LineReceiver):
            delimiter = b"\\n"
            def lineReceived(self, line): self.sendLine(b"echo1 " + line)
        class Factory(protocol.Factory):
            protocol = Echo
        """, """
        import app
        from twisted.internet.testing import StringTransport
        factory = app.Factory()
        class Connection:
            def __init__(self):
                self.protocol, self.transport = factory.buildProtocol(None), StringTransport()
                self.protocol.makeConnection(self.transport)
            def talk(self, data):
                self.transport.clear()
                self.protocol.dataReceived(data)
                return self.transport.value()
        connection = Connection()
        connection.talk(b"begun")
        """)
    s.expect("Connection().talk(b'a\\nb\\n')", b"echo1 a\necho1 b\n")
    s.edit(('b"\\n"', 'b";"'), ("echo1", "echo2"), ("protocol = Echo", "protocol = Counted\n    def more(self): return 3"),
           ("class Factory", "class Counted(Echo):\n    def __init__(self): self.n = 0\n    def lineReceived(self, line):\n"
            "        self.n += 1\n        self.sendLine(b'%d' % self.n)\nclass Factory"))
    s.expect("connection.talk(b' before;'), Connection().talk(b'a;b;'), factory.more()", (b"echo2 begun before;", b"1;2;", 3))


@system
def test_prometheus_metrics(t):
    """A second registration of a name is an error there."""
    s = Service(t, """
        import prometheus_client as prom
        REQUESTS = prom.Counter("requests_total", "Requests")
        LATENCY = prom.Histogram("latency_seconds", "Latency")
        @LATENCY.time()
        def work(): REQUESTS.inc(); return "work1"
        """, "import app, prometheus_client as prom\nheld = app.work\n"
        "value = lambda: prom.REGISTRY.get_sample_value('requests_total')\n")
    s.expect("app.work(), held(), value()", ("work1", "work1", 2.0))
    s.edit(("work1", "work2"), ('LATENCY = ', 'ERRORS = prom.Counter("errors_total", "Errors")\nLATENCY = '))
    s.expect("app.work(), held(), value(), prom.REGISTRY.get_sample_value('errors_total')",
             ("work2", "work2", 4.0, 0.0))
    s.expect("prom.REGISTRY.get_sample_value('latency_seconds_count')", 4.0)
    s.edit(("work2", "work3"), ('"Requests"', '"Requests", ["path"]'), ("REQUESTS.inc", 'REQUESTS.labels("/").inc'))
    s.expect("app.work(), held(), value(), prom.REGISTRY.get_sample_value('requests_total', {'path': '/'})",
             ("work3", "work3", None, 2.0))


MODELS = """
from typing import List, Optional
from pydantic import BaseModel, Field
class Inner(BaseModel):
    a: int = 1
    def m(self): return 1
class Strict(Inner):
    c: int = Field(default=1, gt=0)
class Node(BaseModel):
    inner: Inner
    below: List["Node"] = []
"""
OTHER_MODELS = """
from typing import Dict, Generic, List, TypeVar
from pydantic import BaseModel, ConfigDict, TypeAdapter
from app import Inner, Node
T = TypeVar("T")
class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    i: Inner
    many: Dict[str, List[Inner]] = {}
class Top(BaseModel):
    o: Outer
    n: Node
class Page(BaseModel, Generic[T]):
    items: List[T]
class Apart(BaseModel):
    a: int
Inners = Page[Inner]
adapter = TypeAdapter(List[Inner])
"""


def needs_pydantic_2(t):
    if subprocess.run([t.python, "-c", "import pydantic; pydantic.TypeAdapter"], stderr=subprocess.DEVNULL).returncode:
        raise Skip("no interpreter here has pydantic 2")


def test_pydantic_2_models_of_other_modules(t):
    """Their validators and serializers in C have those of the models within them."""
    needs_pydantic_2(t)
    p = t.target({"app.py": MODELS, "other.py": OTHER_MODELS}, """
        import app, other, threading
        from app import Inner
        from pydantic import ValidationError
        old, apart = Inner(a=1), other.Apart.__pydantic_validator__
        outer = other.Outer(i=old)
        top = other.Top(o=outer, n=app.Node(inner=old, below=[app.Node(inner=old)]))
        def no(f, *args, **kwargs):
            try: return f(*args, **kwargs)
            except ValidationError: return "no"
        wrong, stop = [], []
        def serve():
            while not stop:
                try:
                    if other.Top(o={"i": {"a": 1}}, n={"inner": {"a": 1}}).model_dump()["o"]["i"]["a"] != 1: wrong.append(1)
                except Exception as e: wrong.append(repr(e))
        threads = [threading.Thread(target=serve) for _ in range(3)]
        for thread in threads: thread.start()
        """)
    second = edited(
        MODELS, ("    a: int = 1\n", "    a: int = Field(default=2, le=9)\n    b: str = 'x'\n    tags: List[str] = Field(default_factory=list)\n"
                 "    @field_validator('b')\n    @classmethod\n    def no_q(cls, b):\n        if b == 'q': raise ValueError('q')\n        return b\n"),
        ("return 1", "return 2"), ("gt=0", "gt=5"), ("BaseModel, Field", "BaseModel, Field, field_validator"),
        ('below: List["Node"] = []', 'below: List["Node"] = []\n    label: Optional[str] = None'))
    p.write("app.py", second)
    run = p.reload("app")
    assert not run.doc["stale"], run.out
    for n in range(20):
        p.write("app.py", second.replace("le=9", "le=%d" % (10 + n)))
        assert len(p.reload("app").doc["stale"]) == 0
    p.expect("no(other.Outer, i={'a': 29}).i.a, no(other.Outer, i={'a': 30})", (29, "no"))
    p.write("app.py", second)
    p.reload("app")
    p.ask("stop.append(1), [thread.join() for thread in threads]")
    p.expect("wrong[:1], len(wrong)", ([], 0))
    rebuilt = {u["name"] for u in run.doc["updated"] if u["module"] == "other" and "rebuilt" in u["detail"]}
    assert rebuilt == {"Outer", "Top", "Page[Inner]"}, run.out
    p.expect("[no(other.Outer, i={'b': 'y'}).i.model_dump(), no(other.Outer, i={'a': 10}), no(other.Outer, i={'b': 'q'}), "
             "no(other.Outer, i={}, z=1)]", [{"a": 2, "b": "y", "tags": []}, "no", "no", "no"])
    p.expect("other.Outer(i={}, many={'k': [{'b': 'y'}]}).many['k'][0].b, no(other.Outer, i={}, many={'k': [{'b': 'q'}]})", ("y", "no"))
    p.expect("other.Top(o={'i': {}}, n={'inner': {}, 'below': [{'inner': {'b': 'w'}, 'label': 'l'}]}).model_dump()['n']['below'][0]",
             {"inner": {"a": 2, "b": "w", "tags": []}, "below": [], "label": "l"})
    p.expect("no(other.Top, o={'i': {'b': 'q'}}, n={'inner': {}}), no(app.Strict, c=3), app.Strict(c=7).b", ("no", "no", "x"))
    p.expect("other.Inners(items=[{'b': 'y'}]).items[0].b, other.Page[Inner](items=[{}]).items[0].b, no(other.Inners, items=[{'b': 'q'}])",
             ("y", "x", "no"))
    p.expect("other.adapter.validate_python([{'b': 'y'}])[0].b, no(other.adapter.validate_python, [{'b': 'q'}])", ("y", "no"))
    p.expect("old.model_dump(), outer.model_dump()['i']['b'], top.model_dump()['n']['below'][0]['inner']['b'], top.n.label",
             ({"a": 1, "b": "x", "tags": []}, "x", "x", None))
    p.expect("other.Outer(i=old).i is old, old.m(), Inner is app.Inner is type(other.Outer(i={}).i) is type(Inner.model_validate({}))",
             (True, 2, True))
    p.expect("apart is other.Apart.__pydantic_validator__, 'b' in other.Outer.model_json_schema()['$defs']['Inner']['properties']",
             (True, True))


def test_pydantic_2_fields_of_other_classes(t):
    """A dataclass and an enumeration are compiled in, too; a dataclass of pydantic that has them is named."""
    needs_pydantic_2(t)
    v1 = ("import enum\nfrom dataclasses import dataclass\nclass Kind(enum.Enum):\n    A = 'a'\n"
          "@dataclass\nclass Inner:\n    a: int = 1\n")
    p = t.target({"app.py": v1}, """
        import app
        from app import Inner, Kind
        from pydantic import BaseModel
        from pydantic.dataclasses import dataclass
        class Outer(BaseModel):
            i: Inner
            k: Kind = Kind.A
        @dataclass
        class Left:
            o: Outer
        old = Inner()
        """)
    p.write("app.py", edited(v1, ("A = 'a'", "A = 'a'\n    B = 'b'"), ("a: int = 1", "a: int = 1\n    b: str = 'x'")))
    run = p.reload("app")
    assert [(s["name"], "rebuild_dataclass" in s["detail"]) for s in run.doc["stale"]] == [("Left", True)], run.out
    p.expect("Outer(i={'b': 'y'}, k='b').i.b, Outer(i={}, k='b').k is Kind.B, type(Outer(i={}).i) is Inner, Outer(i=old).i is old",
             ("y", True, True, True))
    p.expect("__import__('pydantic').dataclasses.rebuild_dataclass(Left, force=True), Left(o={'i': {'b': 'y'}}).o.i.b", (True, "y"))


def test_pydantic_2_model_that_cannot_be_rebuilt(t):
    """What it needs is gone: it goes on as before, and that is said."""
    needs_pydantic_2(t)
    p = t.target({"app.py": MODELS}, """
        import app
        from pydantic import BaseModel
        broken = None
        class Outer(BaseModel):
            i: app.Inner
            @classmethod
            def __get_pydantic_core_schema__(cls, source, handler):
                if broken: raise broken("not today")
                return handler(source)
        broken = KeyboardInterrupt
        """)
    p.write("app.py", edited(MODELS, ("a: int = 1", "a: int = 1\n    b: int = 2")))
    run = p.reload("app")
    assert [s for s in run.doc["stale"] if s["name"] == "Outer" and "not today" in s["detail"]], run.out
    p.expect("app.Inner().b, Outer(i={'a': 1}).i.a, Outer.__pydantic_complete__, 'i' in Outer.model_json_schema()['properties']",
             (2, 1, True, True))


# Debian 12 packages pydantic 1.
for _test in (test_pydantic_2_models_of_other_modules, test_pydantic_2_fields_of_other_classes, test_pydantic_2_model_that_cannot_be_rebuilt):
    _test.pythons = [python for python in sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/*/bin/python3"))) if
                     glob.glob(os.path.dirname(os.path.dirname(python)) + "/lib/python3*/site-packages/pydantic_core")] or ["/usr/bin/python3"]
