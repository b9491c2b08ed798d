"""Models of SQLAlchemy: their columns, relationships and listeners, in a process that uses them.

From the Debian package, so on the system's interpreter alone."""
import textwrap

from harness import edited
from test_frameworks import Service, system


@system
def test_sqlalchemy_models(t):
    s = Service(t, """
        import sqlalchemy as sa
        from sqlalchemy import event, orm
        from sqlalchemy.ext.hybrid import hybrid_property
        Base = orm.declarative_base()
        class User(Base):
            __tablename__ = "users"
            id = sa.Column(sa.Integer, primary_key=True)
            name = sa.Column(sa.String)
            orders = orm.relationship("Order", back_populates="user")
            def label(self): return "user1 " + self.name
            @hybrid_property
            def short(self): return self.name + "1"
            @orm.validates("name")
            def check(self, key, value): return value + "~"
        class Order(Base):
            __tablename__ = "orders"
            id = sa.Column(sa.Integer, primary_key=True)
            user_id = sa.Column(sa.ForeignKey("users.id"))
            user = orm.relationship(User, back_populates="orders")
            def label(self): return "order1 of " + self.user.label()
        log = []
        @event.listens_for(User, "before_insert")
        def inserting(mapper, connection, target): log.append("insert1")
        """, """
        import app, sqlalchemy as sa
        from sqlalchemy import orm
        engine = sa.create_engine("sqlite://")
        app.Base.metadata.create_all(engine)
        session = orm.Session(engine)
        u = app.User(name="u"); o = app.Order(user=u)
        session.add(o); session.commit()
        def insert(name):
            session.add(app.User(name=name)); session.commit()
            return session.query(app.User).filter_by(name=name + "~").one().label()
        """)
    s.expect("u.label(), o.label(), u.short, app.log", ("user1 u~", "order1 of user1 u~", "u~1", ["insert1"]))
    s.edit(("user1", "user2"), ("order1", "order2"), ('self.name + "1"', 'self.name + "2"'), ("insert1", "insert2"))
    s.expect("u.label(), o.label(), u.short, insert('w'), app.log",
             ("user2 u~", "order2 of user2 u~", "u~2", "user2 w~", ["insert1", "insert2"]))
    s.expect("sorted(app.Base.metadata.tables), session.query(app.Order).one().user is u", (["orders", "users"], True))
    # More than the bodies of methods: the table is not made again.
    s.edit(("    def label(self): return \"user2", "    LIMIT = 5\n    @property\n    def first(self): return self.name[0]\n"
            "    def more(self): return self.LIMIT\n    def label(self): return \"user3"))
    s.expect("u.label(), u.first, u.more(), app.User.LIMIT, insert('x')", ("user3 u~", "u", 5, 5, "user3 x~"))
    hint = s.refused("is already defined", ('__tablename__ = "users"', '__tablename__ = "users"\n    __table_args__ = {"comment": "x"}'))
    assert hint.startswith("class User is registered, and cannot be made a second time"), hint
    s.expect("u.label(), app.User.__table__.comment", ("user3 u~", None))


@system
def test_sqlalchemy_new_model_beside_foreign_keys(t):
    """A new model that refers to the same table as another one has a table of its own, with and without a copy of the old source."""
    old = """
        import sqlalchemy as sa
        from sqlalchemy import orm
        Base = orm.declarative_base()
        class User(Base):
            __tablename__ = "users"
            id = sa.Column(sa.Integer, primary_key=True)
            def label(self): return "user1"
        class Order(Base):
            __tablename__ = "orders"
            id = sa.Column(sa.Integer, primary_key=True)
            user_id = sa.Column(sa.ForeignKey("users.id"))
            user = orm.relationship(User, backref="orders")
        """
    for pyc in (True, False):
        s = Service(t, old, """
            import app, sqlalchemy as sa
            from sqlalchemy import orm
            engine = sa.create_engine("sqlite://")
            app.Base.metadata.create_all(engine)
            session = orm.Session(engine)
            u = app.User(); o = app.Order(user=u)
            session.add(o); session.commit()
            tables = dict(app.Base.metadata.tables)
            def note():
                app.Base.metadata.create_all(engine)
                session.add(app.Note(user_id=u.id, order=o)); session.commit()
                return session.query(app.Note).one().order is o
            """, pyc=pyc)
        s.edit(("user1", "user2"), ('backref="orders")\n', 'backref="orders")\nclass Note(Base):\n    __tablename__ = "notes"\n'
                '    id = sa.Column(sa.Integer, primary_key=True)\n    user_id = sa.Column(sa.ForeignKey("users.id"))\n'
                '    order_id = sa.Column(sa.ForeignKey("orders.id"))\n    order = orm.relationship("Order", backref="notes")\n'))
        s.expect("u.label(), note(), len(o.notes), session.query(app.Order).one() is o", ("user2", True, 1, True))
        s.expect("[c.__table__.name for c in (app.User, app.Order, app.Note)], [k.name for k in app.Note.__table__.primary_key]",
                 (["users", "orders", "notes"], ["id"]))
        s.expect("all(app.Base.metadata.tables[n] is tables[n] for n in tables), len(app.Base.metadata.tables)", (True, 3))


SHOP = """
    import sqlalchemy as sa
    from sqlalchemy import event, orm
    from sqlalchemy.ext.associationproxy import association_proxy
    from sqlalchemy.ext.hybrid import hybrid_property
    Base = orm.declarative_base()
    class Owner(Base):
        __tablename__ = "owner"
        id = sa.Column(sa.Integer, primary_key=True)
        name = sa.Column(sa.String(20))
        pets = orm.relationship("Pet", backref="owner")
        pet_names = association_proxy("pets", "name")
    class Pet(Base):
        __tablename__ = "pet"
        id = sa.Column(sa.Integer, primary_key=True)
        name = sa.Column(sa.String(20))
        weight = sa.Column(sa.Integer)
        legacy = sa.Column(sa.String(5))
        owner_id = sa.Column(sa.ForeignKey("owner.id"))
    """
# A release: columns that come, change and go, a new model beside, options of a relationship, listeners of what is new.
EDITS = (
    ("class Owner(Base)", 'tags = sa.Table("pet_tag", Base.metadata, sa.Column("pet_id", sa.ForeignKey("pet.id")), '
     'sa.Column("tag_id", sa.ForeignKey("tag.id")))\nclass Owner(Base)'),
    ('    pets = orm.relationship("Pet", backref="owner")', '    email = sa.Column(sa.String(40), default="none@nowhere")\n'
     '    pets = orm.relationship("Pet", backref="owner", order_by="Pet.name", cascade="all, delete-orphan")\n'
     '    @orm.validates("email")\n    def check(self, key, value): return value.lower()\n'
     '    @hybrid_property\n    def domain(self): return self.email.split("@")[-1]'),
    ("class Pet(Base)", 'class Tag(Base):\n    __tablename__ = "tag"\n    id = sa.Column(sa.Integer, primary_key=True)\n'
     '    pets = orm.relationship("Pet", secondary=tags, back_populates="tags")\nclass Pet(Base)'),
    ("weight = sa.Column(sa.Integer)", "weight = sa.Column(sa.Float, default=1.5)"),
    ("    legacy = sa.Column(sa.String(5))\n", ""),
    ('sa.ForeignKey("owner.id"))\n', 'sa.ForeignKey("owner.id"))\n    grams = orm.column_property(weight * 1000)\n'
     '    tags = orm.relationship("Tag", secondary=tags, back_populates="pets")\n'
     'seen = []\n@event.listens_for(Owner.email, "set")\ndef on_email(target, value, old, initiator): seen.append(value)\n'),
)
SHOP_MAIN = """
    import threading, time
    import app, sqlalchemy as sa
    from sqlalchemy import orm
    engine = sa.create_engine("sqlite://", poolclass=sa.pool.StaticPool, connect_args={"check_same_thread": False})
    app.Base.metadata.create_all(engine)
    with engine.begin() as c:
        c.execute(sa.text("alter table owner add column email text"))
        c.execute(sa.text("create table tag (id integer primary key)"))
        c.execute(sa.text("create table pet_tag (pet_id integer, tag_id integer)"))
    session = orm.Session(engine)
    o = app.Owner(name="o", pets=[app.Pet(name="z", weight=4), app.Pet(name="a", weight=2)])
    session.add(o); session.commit()
    held, column = session.query(app.Owner).join(app.Owner.pets), app.Pet.__table__.c.weight
    def within(function):
        nested = session.begin_nested()
        session.expire_all()
        try: return function()
        finally: nested.rollback()
    def names(): return [p.name for p in o.pets]
    def new_pet():
        p = app.Pet(name="n", owner=o)
        there = o.pets.count(p)
        session.flush()
        session.refresh(p)
        return there, p.weight, getattr(p, "grams", None)
    def tagged():
        t = app.Tag(pets=[o.pets[0]])
        session.add(t); session.flush(); session.expire_all()
        return o.pets[0].tags == [t], session.execute(sa.text("select count(*) from pet_tag")).scalar()
    def mailed():
        n = app.Owner(name="n", email="A@B.c")
        session.add(n); session.flush(); session.expire_all()
        return n.email, n.domain, app.seen[-1], session.query(app.Owner).filter(app.Owner.email == "a@b.c").one() is n
    def orphan():
        p = o.pets[0]
        o.pets.remove(p)
        session.flush()
        return p.owner, sa.inspect(p).was_deleted
    def old_fields(): return hasattr(app.Pet, "legacy"), "legacy" in app.Pet.__table__.c, "legacy" in sa.inspect(app.Pet).columns
    def with_pet(name): return session.query(app.Owner).filter(app.Owner.pet_names.contains(name)).count(), sorted(o.pet_names)
    def counts(): return len(list(app.Base.registry.mappers)), column is app.Pet.__table__.c.weight, held.first() is o
    faults, asked = [], [0]
    def ask():
        while True:
            try:
                with orm.Session(engine) as s: s.query(app.Pet).filter(app.Pet.name == "a").first().name
            except Exception as e: faults.append("%s: %s" % (type(e).__name__, e))
            asked[0] += 1
            time.sleep(0.001)
    """


def undo(s):
    s.source = textwrap.dedent(SHOP)
    s.edit()


def expect_old(s):
    s.expect("within(names), within(new_pet), old_fields()", (["z", "a"], (1, None, None), (True,) * 3))
    s.expect("hasattr(app.Owner, 'email'), 'email' in app.Owner.__table__.c, within(orphan)", (False, False, (None, False)))
    s.expect("session.query(app.Pet).filter(app.Pet.weight == 4).one().name", "z")


@system
def test_sqlalchemy_release(t):
    """Columns and relationships that are new, changed or gone are mapped as in a fresh process, and as before when it is undone."""
    for pyc in (True, False):
        s = Service(t, SHOP, SHOP_MAIN, pyc=pyc)
        s.edit(*EDITS)
        s.expect("within(names), within(new_pet), within(tagged)", (["a", "z"], (1, 1.5, 1500.0), (True, 1)))
        s.expect("within(mailed), within(orphan), counts()", (("a@b.c", "b.c", "A@B.c", True), (None, True), (3, True, True)))
        s.expect("with_pet('a')", (1, ["a", "z"]))
        s.expect("old_fields()", (not pyc,) * 3)  # without the old source a line that is gone is named
        if pyc:
            undo(s)
            expect_old(s)


@system
def test_sqlalchemy_before_mappers_are_configured(t):
    s = Service(t, SHOP, SHOP_MAIN.replace("    o = app.", "    def later():\n        global o, held\n        o = app.")
                .replace("    session.add(o); session.commit()\n    held, column = ", "        session.add(o); session.commit()\n        held = ")
                .replace(".join(app.Owner.pets), app", ".join(app.Owner.pets)\n    column = app"))
    s.edit(*EDITS)
    s.expect("later(), within(names), within(new_pet), within(tagged)", (None, ["a", "z"], (1, 1.5, 1500.0), (True, 1)))
    s.expect("within(mailed), within(orphan), counts(), old_fields()", (("a@b.c", "b.c", "A@B.c", True), (None, True), (3, True, True), (False,) * 3))


@system
def test_sqlalchemy_refused(t):
    """All is mapped as it was: where the source raises behind it, where a mapper refuses it, and after a dry run."""
    s = Service(t, SHOP, SHOP_MAIN)
    s.refused("no", *EDITS, ("seen = []", "seen = []\nraise RuntimeError('no')"))
    expect_old(s)
    s.refused("Nowhere", *EDITS[:1], ('backref="owner")', 'backref="owner")\n    other = orm.relationship("Nowhere")'))
    expect_old(s)
    s.process.write("app.py", edited(s.source, *EDITS))
    s.process.reload("app", options=["--dry-run"])
    expect_old(s)
    s.refused("another name of its column", ("weight = sa.Column(sa", 'weight = sa.Column("kilos", sa'))
    expect_old(s)


@system
def test_sqlalchemy_while_others_query(t):
    s = Service(t, SHOP, SHOP_MAIN.rstrip() + "\n    for _ in range(3): threading.Thread(target=ask, daemon=True).start()\n")
    for _ in range(3):
        s.edit(*EDITS)
        undo(s)
    s.expect("faults, asked[0] > 10", ([], True))


@system
def test_sqlalchemy_mixins_and_inheritance(t):
    base = textwrap.dedent("""
        import sqlalchemy as sa
        from sqlalchemy import orm
        class Stamped:
            created = sa.Column(sa.Integer, default=1)
        Base = orm.declarative_base()
        """)
    for pyc in (True, False):
        s = Service(t, """
            import sqlalchemy as sa
            from sqlalchemy import orm
            from base import Base, Stamped
            LEVEL = 1
            class Employee(Stamped, Base):
                __tablename__ = "employee"
                id = sa.Column(sa.Integer, primary_key=True)
                kind = sa.Column(sa.String(10))
                name = sa.Column(sa.String(10))
                __mapper_args__ = {"polymorphic_on": kind, "polymorphic_identity": "employee"}
            class Engineer(Employee):
                __tablename__ = "engineer"
                id = sa.Column(sa.ForeignKey("employee.id"), primary_key=True)
                boss = sa.Column(sa.ForeignKey("engineer.id"), default=None)
                lang = sa.Column(sa.String(10), default="c")
                __mapper_args__ = {"polymorphic_identity": "engineer"}
            class Manager(Employee):
                level = sa.Column(sa.Integer, default=LEVEL)
                __mapper_args__ = {"polymorphic_identity": "manager"}
            """, """
            import app, base, sqlalchemy as sa
            from sqlalchemy import orm
            engine = sa.create_engine("sqlite://")
            app.Base.metadata.create_all(engine)
            with engine.begin() as c:
                for line in "employee add column updated", "employee add column grade", "engineer add column years":
                    c.execute(sa.text("alter table " + line))
            session = orm.Session(engine)
            session.add_all([app.Engineer(name="e"), app.Manager(name="m")]); session.commit()
            def new(cls, *names):
                with orm.Session(engine) as s:
                    o = cls(); s.add(o); s.flush(); s.refresh(o)
                    return [getattr(o, n, "-") for n in names]
            """, pyc=pyc, **{"base.py": base})
        s.edit(("name = sa.Column(sa.String(10))", "name = sa.Column(sa.String(10), default='x')\n    grade = sa.Column(sa.Integer, default=3)"),
               ('default=None', 'default=1'), ('default="c")', 'default="py")\n    years = sa.Column(sa.Integer, default=4)'), ("LEVEL = 1", "LEVEL = 5"))
        s.expect("new(app.Engineer, 'created', 'name', 'grade', 'lang', 'years', 'boss')", [1, "x", 3, "py", 4, 1])
        s.expect("str(app.Engineer.__table__.c.boss.type), str(app.Engineer.__table__.c.id.type)", ("INTEGER", "INTEGER"))
        s.expect("new(app.Manager, 'name', 'grade', 'level'), session.query(app.Employee).count()", (["x", 3, 5], 2))
        s.process.write("base.py", edited(base, ("default=1)", "default=2)\n    updated = sa.Column(sa.Integer, default=7)")))
        s.process.reload("base")
        s.expect("new(app.Engineer, 'created', 'updated', 'lang'), new(app.Manager, 'created', 'updated')", ([2, 7, "py"], [2, 7]))


@system
def test_sqlalchemy_listeners_of_other_events(t):
    """One listener is called for what its line says now, and none when it is gone; an event that stays goes on."""
    s = Service(t, """
        import sqlalchemy as sa
        from sqlalchemy import event, orm
        Base = orm.declarative_base()
        class Note(Base):
            __tablename__ = "note"
            id = sa.Column(sa.Integer, primary_key=True)
            text = sa.Column(sa.String)
        seen = []
        @event.listens_for(Note, "before_insert")
        @event.listens_for(Note, "before_update")
        def changed(mapper, connection, target): seen.append("changed")
        @event.listens_for(Note.text, "set")
        def text_set(target, value, old, initiator): seen.append("set")
        @event.listens_for(Note, "after_insert")
        def gone(mapper, connection, target): seen.append("gone")
        """, """
        import app, sqlalchemy as sa
        from sqlalchemy import event, orm
        engine = sa.create_engine("sqlite://")
        app.Base.metadata.create_all(engine)
        session = orm.Session(engine)
        def work():
            del app.seen[:]
            n = app.Note(text="a"); session.add(n); session.flush()
            n.text = "b"; session.flush()
            session.delete(n); session.flush(); session.rollback()
            return app.seen
        """)
    s.expect("work()", ["set", "changed", "gone", "set", "changed"])
    gone = '@event.listens_for(Note, "after_insert")\ndef gone(mapper, connection, target): seen.append("gone")\n'
    s.edit(('"before_update"', '"before_delete"'), (gone, ""), ('append("set")', 'append("new set")'))
    s.expect("work()", ["new set", "changed", "new set", "changed"])
    s.expect("[event.contains(app.Note, name, app.changed) for name in ('before_insert', 'before_update', 'before_delete')]", [True, False, True])
    s.edit(('"before_delete"', '"after_delete"'), ('append("changed")', 'append("then")'))
    s.expect("work()", ["new set", "then", "new set", "then"])
    s.expect("[event.contains(app.Note, name, app.changed) for name in ('before_insert', 'before_delete', 'after_delete')]", [True, False, True])


@system
def test_sqlalchemy_made_init(t):
    """The __init__ that is made of a dataclass, or of one that is written out, takes the new arguments and goes on being SQLAlchemy's."""
    for pyc in (True, False):
        s = Service(t, """
            from dataclasses import dataclass
            @dataclass
            class Leg:
                origin: str
                hours: int = 1
            class Stop:
                def __init__(self, place, wait=1): self.place, self.wait = place, wait
            """, """
            import app, sqlalchemy as sa
            from sqlalchemy import orm
            reg = orm.registry()
            def table(name, *names):
                return sa.Table(name, reg.metadata, sa.Column("id", sa.Integer, primary_key=True), *[sa.Column(n, sa.String) for n in names])
            reg.map_imperatively(app.Leg, table("legs", "origin", "hours"))
            reg.map_imperatively(app.Stop, table("stops", "place", "wait"))
            engine = sa.create_engine("sqlite://")
            reg.metadata.create_all(engine)
            session = orm.Session(engine)
            def new(o):
                session.add(o); session.flush()
                return o
            old = new(app.Leg("a"))
            """, pyc=pyc)
        s.edit(("hours: int = 1", "hours: int = 2"), ("wait=1): self.place, self.wait = place, wait", "wait=3, at='x'): self.place, self.wait = place + at, wait"))
        s.expect("new(app.Leg('b')).hours, old.hours, new(app.Stop('p')).wait, app.Stop('q', at='y').place", (2, 1, 3, "qy"))
