/*
 * mapped.c - SQLAlchemy: what the mapper of a model has made of its columns and relationships.
 *
 * A model is made once: its table and its mapper are registered.  What the lines of its body say
 * otherwise now is brought to these: a new attribute by what the metaclass offers for that, one that was there by
 * giving the live Column or relationship what the new one says, for tables, queries and options have it.  That is done
 * while the class is staged, for lines behind it may use it, and taken back with a refusal; an attribute that is gone
 * goes after the commit, for old code uses it until then.
 */
#include "compile.h"
#include "heap.h"
#include "statement.h"
#include "version.h"

#define LOCK_SECONDS 1.0 /* somebody configures mappers for as long */

/* Others that look at it in between see what is half done.  Who waits for the GIL by now asks for it when the old interval is over,
   unless somebody else has had it meanwhile.  Within a function that has sys. */
#define AT_ONCE                                             \
	"    def at_once(f):\n"                             \
	"        interval = sys.getswitchinterval()\n"      \
	"        sys.setswitchinterval(0.05)\n"             \
	"        __import__('time').sleep(0)\n"             \
	"        try: return f()\n"                         \
	"        finally: sys.setswitchinterval(interval)\n"

/* As SQLAlchemy 1.4 and 2.0 have it.  body: all that the class body binds; names: those whose lines have changed; sure: there is a
   copy of the old source; mixin: the class above whose body it is.  It returns what takes it back, what is left to do when all models are
   staged, what is to be done after the commit, the names that it has mapped anew, and those of which it cannot tell. */
static const char source[] =
	"def remap(cls, body, names, gone, sure, mixin, modules, engines, annotated):\n"
	"    sys, orm, replace = modules['sys'], modules['sqlalchemy.orm'], modules['sqlalchemy.sql.visitors'].replacement_traverse\n"
	"    Column, Element = modules['sqlalchemy'].Column, modules['sqlalchemy.sql.elements'].ClauseElement\n"
	"    mapper, table = cls.__mapper__, cls.__table__\n"
	"    undo, taken, unsure, new, changed, copies = [], [], [], {}, {}, {}\n"
	"    facts = ('type', 'default', 'server_default', 'onupdate', 'server_onupdate', 'nullable', 'index', 'unique', 'comment', 'doc',\n"
	"             'info', 'autoincrement', '_user_defined_nullable', '_creation_order')\n"
	"    events = ('append', 'remove', 'set', 'bulk_replace', 'append_wo_mutation', 'modified', 'init_scalar', 'init_collection',\n"
	"              'dispose_collection')\n"
	/* Listeners that the mapping of an attribute registers by itself, each time. */
	"    own = ('sqlalchemy.orm.unitofwork', 'sqlalchemy.orm.attributes', 'sqlalchemy.orm.util', 'sqlalchemy.orm.strategies')\n"
	"    def slots(o): return [s for c in type(o).__mro__ for s in vars(c).get('__slots__') or () if s not in ('__dict__', '__weakref__')]\n"
	"    def state(o): return {s: getattr(o, s) for s in slots(o) if hasattr(o, s)}, dict(getattr(o, '__dict__', ()))\n"
	"    def put(o, state):\n"
	"        for s in slots(o):\n"
	"            if s in state[0]: setattr(o, s, state[0][s])\n"
	"            elif hasattr(o, s): delattr(o, s)\n"
	"        getattr(o, '__dict__', {}).clear()\n"
	"        getattr(o, '__dict__', {}).update(state[1])\n"
	"    def fill(collection, pairs):\n"
	"        fresh = type(collection)()\n"
	"        for key, column in pairs: fresh.add(column, key)\n"
	"        for s in slots(fresh): object.__setattr__(collection, s, getattr(fresh, s))\n"
	"    def expire():\n"
	"        for m in mapper.registry.mappers: m._expire_memoizations()\n"
	"        for engine in engines: engine.clear_compiled_cache()\n"
	"    def refuse(key, what):\n"
	"        raise NotImplementedError('%s.%s: %s: that needs a restart' % (cls.__name__, key, what))\n"
	/* A column of the body stands for the live one. */
	"    live = {id(v): mapper._props[k].columns[0] for k, v in body.items()\n"
	"            if isinstance(v, Column) and isinstance(mapper._props.get(k), orm.ColumnProperty)}\n"
	"    def with_live(value):\n"
	"        if isinstance(value, (list, tuple)): return type(value)(map(with_live, value))\n"
	"        if not isinstance(value, Element): return value\n"
	"        return live.get(id(value)) if id(value) in live else replace(value, {}, lambda e, **_: live.get(id(e)))\n"
	"    def listeners(attribute):\n"
	"        found = (getattr(getattr(attribute.dispatch, name, None), 'listeners', None) for name in events)\n"
	"        return [l for l in found if l]\n"
	"    def mappers_with(prop): return [m for m in mapper.self_and_descendants if m._props.get(prop.key) is prop]\n"
	/* What is made of a property for its class, and those below. */
	"    def instrument(prop):\n"
	"        before = []\n"
	"        for m in mappers_with(prop):\n"
	"            attribute = m.class_manager[prop.key]\n"
	"            before.append((attribute, attribute.impl, m, [(l, list(l)) for l in listeners(attribute)]))\n"
	"            for l in listeners(attribute):\n"
	"                for f in list(l):\n"
	"                    if getattr(f, '__module__', None) in own: l.remove(f)\n"
	"            vars(attribute).pop('expression', None)\n"
	"            attribute.comparator = prop.comparator_factory(prop, m)\n"
	"            attribute.impl = None\n"
	"        def back():\n"
	"            for attribute, impl, m, lists in before:\n"
	"                vars(attribute).pop('expression', None)\n"
	"                attribute.comparator = prop.comparator_factory(prop, m)\n"
	"                attribute.impl = impl\n"
	"                for l in listeners(attribute): l.clear()\n"
	"                for l, items in lists: l.extend(items)\n"
	"        undo.append(back)\n"
	"        if mapper.configured:\n"
	"            prop.init()\n"
	"            prop.post_instrument_class(mapper)\n"
	"    def drop(key):\n"
	"        prop = mapper._props[key]\n"
	"        for m in mappers_with(prop):\n"
	"            manager = m.class_manager\n"
	"            del m._props[key]\n"
	"            m._init_properties.pop(key, None)\n"
	"            getattr(m, '_readonly_props', set()).discard(prop)\n"
	"            fill(m.columns, [(k, c) for k, c in m.columns.items() if k != key])\n"
	"            for c in [c for c, p in m._columntoproperty.items() if p is prop]: del m._columntoproperty[c]\n"
	"            for columns in m._cols_by_table.values():\n"
	"                for c in getattr(prop, 'columns', ()): columns.discard(c)\n"
	"            if manager.local_attrs.pop(key, None) is not None: type.__delattr__(m.class_, key)\n"
	"            manager._reset_memoizations()\n"
	"            manager.pop(key, None)\n"
	"        for c in getattr(prop, 'columns', ()):\n"
	"            if getattr(c, 'table', None) is not table: continue\n"
	"            for key_of in c.foreign_keys:\n"
	"                table.foreign_keys.discard(key_of)\n"
	"                table.constraints.discard(key_of.constraint)\n"
	"            for index in [i for i in table.indexes if any(c is its for its in i.columns)]: table.indexes.discard(index)\n"
	"            table._columns.remove(c)\n"
	"        for other in getattr(prop, '_reverse_property', ()): other._reverse_property.discard(prop)\n"
	"        expire()\n"
	"    def add(key, value):\n"
	"        undo.append(lambda: key in mapper._props and drop(key))\n"
	"        setattr(cls, key, value)\n"
	"    def targets(column): return sorted(str(k._colspec) for k in column.foreign_keys)\n"
	/* That of the column which its key leads to. */
	"    def has_no_type(column): return bool(column.foreign_keys) and type(column.type).__name__ == 'NullType'\n"
	"    def change_column(key, prop, new):\n"
	"        column = prop.columns[0]\n"
	"        if new.name not in (None, column.name): refuse(key, 'another name of its column')\n"
	"        if new.primary_key != column.primary_key or targets(new) != targets(column): refuse(key, 'another key')\n"
	/* Expressions have copies of it. */
	"        if not copies:\n"
	"            for o in annotated: copies.setdefault(id(vars(o).get('_Annotated__element')), []).append(o)\n"
	"        for o in [column] + copies.get(id(column), []):\n"
	"            undo.append(lambda o=o, before=state(o): put(o, before))\n"
	"            for name in facts:\n"
	"                if name in vars(new) and not (name == 'type' and has_no_type(new)): setattr(o, name, vars(new)[name])\n"
	"            vars(o).pop('comparator', None)\n"
	"        for name in ('default', 'server_default', 'onupdate', 'server_onupdate'):\n"
	"            if hasattr(getattr(column, name), 'column'): getattr(column, name).column = column\n"
	"        instrument(prop)\n"
	"    def change_columns_of(key, prop):\n"
	"        pairs, properties = list(mapper.columns.items()), dict(mapper._columntoproperty)\n"
	"        def back():\n"
	"            fill(mapper.columns, pairs)\n"
	"            mapper._columntoproperty.clear()\n"
	"            mapper._columntoproperty.update(properties)\n"
	"        undo.append(back)\n"
	"        fill(mapper.columns, [(k, prop.columns[0] if k == key else c) for k, c in pairs])\n"
	"        for c in [c for c, p in properties.items() if p is prop]: del mapper._columntoproperty[c]\n"
	"        for c in prop.columns:\n"
	"            for proxied in c.proxy_set: mapper._columntoproperty[proxied] = prop\n"
	/* The live property has all that the new one says. */
	"    def change_property(key, prop, new):\n"
	"        others, before = set(getattr(prop, '_reverse_property', ())), state(prop)\n"
	"        leads = isinstance(prop, orm.RelationshipProperty) and mapper.configured\n"
	"        orphans = prop.mapper._delete_orphans if leads else []\n"
	"        had = list(orphans)\n"
	"        def back():\n"
	"            put(prop, before)\n"
	"            orphans[:] = had\n"
	"            for other in others: other._reverse_property.add(prop)\n"
	"            if hasattr(prop, '_reverse_property'): prop._reverse_property.update(others)\n"
	"        undo.append(back)\n"
	/* The other side of a backref is there. */
	"        if getattr(new, 'backref', None) and not new.back_populates: new.back_populates = prop.back_populates\n"
	"        orphans[:] = [o for o in had if o != (key, cls)]\n"
	"        for other in others: other._reverse_property.discard(prop)\n"
	"        put(prop, state(new))\n"
	"        prop.key = key\n"
	"        if hasattr(prop, 'comparator'): prop.comparator = prop.comparator_factory(prop, None)\n"
	"        prop.set_parent(mapper, mapper.configured)\n"
	"        if 'descriptor' in before[0]: prop.descriptor = before[0]['descriptor']\n"
	"        if isinstance(prop, orm.ColumnProperty): change_columns_of(key, prop)\n"
	"        instrument(prop)\n"
	"        for other in others:\n"
	"            if other.back_populates == key:\n"
	"                other._reverse_property.add(prop)\n"
	"                prop._reverse_property.add(other)\n"
	/* Without the old source; of other properties than columns nothing tells. */
	"    def says(value):\n"
	"        value = getattr(value, 'arg', value)\n"
	"        code = getattr(getattr(value, '__wrapped__', value), '__code__', None)\n"
	"        return (code.co_code, code.co_consts, code.co_names) if code else (type(value), str(value))\n"
	"    def is_alike(prop, new):\n"
	"        old = getattr(prop, 'columns', [None])[0]\n"
	"        return (isinstance(old, Column) and isinstance(new, Column) and\n"
	"                (has_no_type(new) or repr(old.type) == repr(new.type)) and\n"
	"                all(says(getattr(old, n)) == says(getattr(new, n)) for n in ('nullable', 'default', 'server_default', 'onupdate')))\n"
	/* The copy of a class above keeps its number; one that the model has by itself is another. */
	"    def is_of_mixin(key):\n"
	"        columns = getattr(mapper._props[key], 'columns', None)\n"
	"        return bool(columns) and getattr(columns[0], '_creation_order', None) == vars(mixin)[key]._creation_order\n"
	"    def may_be_of_mixin(key):\n"
	"        if mixin is None: return True\n"
	"        number, body[key] = body[key]._creation_order, body[key]._copy()\n"
	"        body[key]._creation_order = number\n"
	"        return key not in mapper._props or key in vars(mixin) and is_of_mixin(key)\n"
	"    def take():\n"
	"        for key in names:\n"
	"            if not may_be_of_mixin(key): continue\n"
	"            value, prop = body[key], mapper._props.get(key)\n"
	"            if prop is not None and not sure and is_alike(prop, value): continue\n"
	"            plain = isinstance(prop, (type(None), orm.ColumnProperty, orm.RelationshipProperty))\n"
	"            if not plain and sure: refuse(key, 'another synonym or composite')\n"
	"            if not plain:\n"
	"                unsure.append(key)\n"
	"                continue\n"
	"            taken.append(key)\n"
	"            if not isinstance(value, Column):\n"
	"                for name in ('columns', 'primaryjoin', 'secondaryjoin', 'order_by', '_user_defined_foreign_keys', 'remote_side'):\n"
	"                    if getattr(value, name, None) is not None: setattr(value, name, with_live(getattr(value, name)))\n"
	"            if prop is None and isinstance(value, orm.RelationshipProperty): new[key] = value\n"
	"            elif prop is None: add(key, value)\n"
	"            elif isinstance(value, Column) and isinstance(prop, orm.ColumnProperty) and isinstance(prop.columns[0], Column):\n"
	"                change_column(key, prop, value)\n"
	"            elif type(value) is not type(prop): refuse(key, 'it is of another kind')\n"
	"            elif isinstance(value, orm.RelationshipProperty): changed[key] = value\n"
	"            else: change_property(key, prop, value)\n"
	"        expire()\n"
	/* Which methods validate, or reconstruct, is asked when the model is made. */
	"    def validate():\n"
	"        if mixin is not None: return\n"
	"        had, has = mapper.validators, {}\n"
	"        for key, f in body.items():\n"
	"            for name in getattr(f, '__sa_validators__', ()):\n"
	"                has[name] = vars(cls).get(key, f), f.__sa_validation_opts__\n"
	"        others = {name: v for name, v in had.items() if getattr(v[0], '__name__', None) not in vars(cls)}\n"
	"        has.update((name, v) for name, v in others.items() if name not in has)\n"
	"        differ = [k for k in {**had, **has} if had.get(k) != has.get(k)]\n"
	"        undo.append(lambda: setattr(mapper, 'validators', had))\n"
	"        mapper.validators = type(had)(has)\n"
	"        for key in differ:\n"
	"            if key in mapper._props: instrument(mapper._props[key])\n"
	"        loads = [vars(cls).get(key, f) for key, f in body.items() if hasattr(f, '__sa_reconstructor__')]\n"
	"        before, now = mapper._reconstructor, loads[0] if loads else None\n"
	"        if before is now or before and not now and before.__name__ not in vars(cls): return\n"
	"        undo.append(lambda: setattr(mapper, '_reconstructor', before))\n"
	"        mapper._reconstructor = now\n"
	"        on_load = modules['sqlalchemy.orm.mapper']._event_on_load\n"
	"        event = modules['sqlalchemy.event']\n"
	"        if now and not event.contains(mapper.class_manager, 'load', on_load):\n"
	"            event.listen(mapper.class_manager, 'load', on_load, raw=True)\n"
	/* These lead to other models, which have to be there, and mapped. */
	"    def announce():\n"
	"        for key, value in new.items():\n"
	"            undo.append(lambda key=key: key in mapper._props and drop(key))\n"
	"            mapper._init_properties[key] = value\n"
	"            mapper._configure_property(key, value, init=False)\n"
	"    def settle():\n"
	"        for key, value in new.items():\n"
	"            if mapper.configured and not value._configure_finished:\n"
	"                value.init()\n"
	"                value.post_instrument_class(mapper)\n"
	"        for key, value in changed.items(): change_property(key, mapper._props[key], value)\n"
	"        validate()\n"
	"        if new or changed: expire()\n"
	/* What cannot be taken back is said, and the rest is. */
	"    def back():\n"
	"        left = []\n"
	"        while undo:\n"
	"            try: undo.pop()()\n"
	"            except Exception as e: left.append('%s: %s' % (type(e).__name__, e))\n"
	"        expire()\n"
	"        return left\n"
		AT_ONCE
	"    gone = [key for key in gone if key in mapper._props and (mixin is None or is_of_mixin(key))]\n"
	"    try: at_once(take)\n"
	"    except BaseException:\n"
	"        at_once(back)\n"
	"        raise\n"
	"    return lambda: at_once(back), announce, settle, [(key, lambda key=key: at_once(lambda: drop(key))) for key in gone], taken, unsure\n";

/* A restart would not have them: a Table, or a model, of which the name is gone.  Who holds it goes on with it. */
static const char forget_source[] =
	"def forget(o):\n"
	"    table = vars(o).get('__table__') if isinstance(o, type) else o\n"
	"    if table is not None and table.metadata.tables.get(table.key) is table: table.metadata.remove(table)\n"
	"    if table is not o and o.registry._class_registry.get(o.__name__) is o: del o.registry._class_registry[o.__name__]\n";

static PyObject *
column_class(void)
{
	return library_object("sqlalchemy.sql.schema", "Column");
}

static bool
is_a(PyObject *o, PyObject *class)
{
	return class && is_class(class) && PyType_IsSubtype(type_of(o), (PyTypeObject *)class);
}

/* Since 1.4; before, there are no registries. */
static bool
mapped_known(void)
{
	return column_class() && library_object("sqlalchemy.orm.mapper", "_mapper_registries");
}

bool
mapped_is_model(PyObject *class)
{
	return dict_get(CLASS_DICT(class), "__mapper__") && mapped_known();
}

bool
mapped_is_made_init(PyObject *class)
{
	return dict_get(CLASS_DICT(class), "_sa_class_manager") && mapped_known();
}

bool
mapped_is_attribute(PyObject *class, PyObject *value)
{
	return mapped_is_model(class) &&
	       (is_a(value, column_class()) || is_a(value, library_object("sqlalchemy.orm.interfaces", "MapperProperty")));
}

bool
mapped_is_made(PyObject *class, PyObject *value)
{
	return mapped_is_model(class) && is_a(value, library_object("sqlalchemy.orm.attributes", "InstrumentedAttribute"));
}

static void
report_names(struct transaction *t, struct module *m, PyObject *class, PyObject *names, enum pyr_record kind, const char *detail)
{
	PyObject *path = get_attr(class, "__qualname__"), *full;
	Py_ssize_t i;

	for (i = 0; path && i < PyList_Size(names); i++) {
		full = PyUnicode_FromFormat("%U.%U", path, PyList_GetItem(names, i));
		report_add(t->report, kind, m->name, utf8(full), detail);
		unref(full);
	}
	unref(path);
	PyErr_Clear();
}

/* mixin: the class above, as it was, of which the body is; NULL: its own. */
static int
take(struct transaction *t, struct module *m, PyObject *class, PyObject *body, PyObject *names, PyObject *gone, PyObject *mixin)
{
	bool maps = PyList_Size(names) || PyList_Size(gone);
	PyObject *remap = compile_function(t, source, "remap");
	PyObject *none = PyList_New(0), *done = NULL, *row, *sure = PyBool_FromLong(m->old_code && !mixin);
	int result = -1;
	Py_ssize_t i;

	/* One walk for all models. */
	if (maps && !t->engines && (t->engines = hold(t, heap_instances("sqlalchemy.engine.base", "Engine"))))
		t->annotated = hold(t, heap_instances("sqlalchemy.sql.annotation", "Annotated"));
	if (remap && none && (!maps || t->annotated)) {
		gil_turn(t);
		gil_stretch_ends(t);
		done = PyObject_CallFunctionObjArgs(remap, class, body, names, gone, sure, mixin ? mixin : NONE, PyImport_GetModuleDict(),
						    maps ? t->engines : none, maps ? t->annotated : none, NULL);
		gil_stretch_begins(t);
	}
	if (done) {
		result = PyList_Append(t->mapped, done);
		if (result < 0)
			unref(PyObject_CallFunctionObjArgs(PyTuple_GetItem(done, 0), NULL));
		report_names(t, m, class, PyTuple_GetItem(done, 4), PYR_REC_UPDATED, "mapped as its line says now");
		report_names(t, m, class, PyTuple_GetItem(done, 5), PYR_REC_NOTE,
			     "as its mapper has made it; there is no copy of the old source to tell whether its line has changed");
	}
	for (i = 0; done && result == 0 && i < PyList_Size(PyTuple_GetItem(done, 3)); i++) {
		row = PyList_GetItem(PyTuple_GetItem(done, 3), i);
		result = PyList_Append(t->unmapped, class) < 0 || PyList_Append(t->unmapped, row) < 0 ? -1 : 0;
	}
	unref(done);
	unref(sure);
	unref(none);
	unref(remap);
	return result;
}

int
mapped_take(struct transaction *t, struct module *m, PyObject *class, PyObject *body, PyObject *names, PyObject *gone)
{
	return mapped_is_model(class) ? take(t, m, class, body, names, gone, NULL) : 0;
}

static PyObject *
columns_of(PyObject *class)
{
	PyObject *names = PyList_New(0), *name, *value;
	Py_ssize_t at = 0;
	int result = 0;

	while (names && result == 0 && PyDict_Next(CLASS_DICT(class), &at, &name, &value))
		if (is_a(value, column_class()))
			result = PyList_Append(names, name);
	if (result == 0)
		return names;
	unref(names);
	return NULL;
}

/* The models below the live class, those next to it, take the columns of the staged one. */
static int
take_below(struct transaction *t, struct module *m, PyObject *class, PyObject *old, PyObject *body, PyObject *names, PyObject *gone, struct addresses *seen)
{
	PyObject *below = class_subclasses(class), *one;
	int result = below ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(below); i++) {
		one = PyList_GetItem(below, i);
		if ((result = addresses_add(seen, one)) <= 0)
			continue;
		result = mapped_is_model(one) ? take(t, m, one, body, names, gone, old) : take_below(t, m, one, old, body, names, gone, seen);
	}
	unref(below);
	return result;
}

/* A mixin, or an abstract base: its columns have been copied into the models below. */
static int
take_mixin(struct transaction *t, struct module *m, PyObject *old, PyObject *new)
{
	PyObject *names = columns_of(new), *gone = columns_of(old), *body = PyDict_Copy(CLASS_DICT(new));
	struct addresses seen = {0};
	int result = names && gone && body ? 0 : -1;
	Py_ssize_t i;

	for (i = gone ? PyList_Size(gone) : 0; result == 0 && i > 0; i--)
		if (PyDict_Contains(CLASS_DICT(new), PyList_GetItem(gone, i - 1)) == 1)
			result = PyList_SetSlice(gone, i - 1, i, NULL);
	if (result == 0 && (PyList_Size(names) || PyList_Size(gone)))
		result = take_below(t, m, old, old, body, names, gone, &seen);
	addresses_fini(&seen);
	unref(body);
	unref(gone);
	unref(names);
	return result;
}

/* Mappers that are new lead to attributes which are yet to come: until then nobody sees that there is something to configure, but for
   lines that are staged: what they do may need it. */
static const char hide_source[] =
	"def hide(mapper, hidden):\n"
	"    for registry in list(mapper._mapper_registries):\n"
	"        if registry._new_mappers:\n"
	"            registry._new_mappers = False\n"
	"            if not any(registry is h for h in hidden): hidden.append(registry)\n";

/* Whoever came in between has failed, and is not to keep others from it. */
static const char show_source[] =
	"def show(hidden):\n"
	"    for registry in hidden:\n"
	"        registry._new_mappers = True\n"
	"        for mapper in list(registry.mappers): vars(mapper).pop('_configure_failed', None)\n";

static void
hide(struct transaction *t)
{
	PyObject *f, *error[3];

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	f = mapped_known() ? compile_function(t, hide_source, "hide") : NULL;
	if (f)
		unref(PyObject_CallFunctionObjArgs(f, loaded_module("sqlalchemy.orm.mapper"), t->hidden_registries, NULL));
	unref(f);
	PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
}

static void
show(struct transaction *t)
{
	PyObject *f = NULL, *error[3];

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	if (t->hidden_registries && PyList_Size(t->hidden_registries))
		f = compile_function(t, show_source, "show");
	if (f)
		unref(PyObject_CallFunctionObjArgs(f, t->hidden_registries, NULL));
	unref(f);
	PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
}

/* Meanwhile nobody else configures mappers.  New reference, or NULL. */
static PyObject *
lock_mappers(void)
{
	PyObject *lock = ref(library_object("sqlalchemy.orm.mapper", "_CONFIGURE_MUTEX"));
	PyObject *taken = lock ? PyObject_CallMethod(lock, "acquire", "Od", TRUE, LOCK_SECONDS) : NULL;
	bool has = taken == TRUE;

	unref(taken);
	PyErr_Clear();
	if (has)
		return lock;
	unref(lock);
	return NULL;
}

static void
unlock_mappers(PyObject *lock)
{
	PyObject *error[3];

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	if (lock)
		unref(PyObject_CallMethod(lock, "release", NULL));
	unref(lock);
	PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
}

PyObject *
mapped_hold(struct transaction *t, bool class)
{
	/* Another line may wait for a thread that configures them. */
	PyObject *lock = class && mapped_known() ? lock_mappers() : NULL;

	if (!class)
		show(t);
	return lock;
}

void
mapped_let_go(struct transaction *t, PyObject *lock)
{
	hide(t);
	unlock_mappers(lock);
}

/* First all relationships are there, then each finds the other side. */
static const char settle_source[] =
	"def settle(mapped, sys):\n"
	AT_ONCE
	"    def each():\n"
	"        for one in mapped: one[1]()\n"
	"        for one in mapped: one[2]()\n"
	"    at_once(each)\n";

static int
settle_all(struct transaction *t)
{
	PyObject *settle = PyList_Size(t->mapped) ? compile_function(t, settle_source, "settle") : NULL, *lock = settle ? lock_mappers() : NULL, *done;
	int result = settle || !PyList_Size(t->mapped) ? 0 : -1;

	gil_turn(t);
	/* Names of models are looked up in registries that staged lines have changed. */
	hidden_show(t);
	show(t);
	if (settle) {
		done = PyObject_CallFunctionObjArgs(settle, t->mapped, loaded_module("sys"), NULL);
		result = done ? 0 : -1;
		unref(done);
	}
	unref(settle);
	unlock_mappers(lock);
	hidden_hide(t);
	return result;
}

int
mapped_settle(struct transaction *t)
{
	PyObject *name, *new, *old, *items;
	Py_ssize_t i;
	size_t k;
	int result = 0;

	for (k = 0; result == 0 && column_class() && k < t->module_count; k++) {
		items = t->modules[k].scratch ? PyDict_Items(t->modules[k].scratch) : NULL;
		for (i = 0; items && result == 0 && i < PyList_Size(items); i++) {
			name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
			new = PyTuple_GetItem(PyList_GetItem(items, i), 1);
			old = PyDict_GetItemWithError(t->modules[k].before, name);
			if (old && old != new && is_class(old) && is_class(new) && is_heap_type(old) && is_heap_type(new) && !mapped_is_model(old))
				result = take_mixin(t, &t->modules[k], old, new);
		}
		unref(items);
	}
	return result < 0 ? -1 : settle_all(t);
}

void
mapped_take_back(struct transaction *t)
{
	PyObject *error[3], *left;
	Py_ssize_t i, k;

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	show(t);
	for (i = t->mapped ? PyList_Size(t->mapped) : 0; i > 0; i--) {
		left = PyObject_CallFunctionObjArgs(PyTuple_GetItem(PyList_GetItem(t->mapped, i - 1), 0), NULL);
		for (k = 0; left && is_list(left) && k < PyList_Size(left); k++)
			report_addf(t->report, PYR_REC_STALE, "sqlalchemy", "", "a mapper did not take back what the new source had said: %s",
				    utf8(PyList_GetItem(left, k)));
		unref(left);
		PyErr_Clear();
	}
	if (t->mapped)
		PyList_SetSlice(t->mapped, 0, PyList_Size(t->mapped), NULL);
	PyErr_Restore(error[0], error[1], error[2]);
}

/* Its name is a word of the line. */
static bool
is_table_of(const struct module *m, PyObject *name, PyObject *o)
{
	const struct chunk *c = m->old_code ? chunk_binding(&m->old, utf8(name)) : NULL;
	const struct token *x;
	PyObject *its = c && is_a(o, library_object("sqlalchemy.sql.schema", "Table")) ? get_attr(o, "name") : NULL;
	bool is = false;

	for (x = its ? &m->old.tokens[c->first] : NULL; x && !is && x < &m->old.tokens[c->first + c->count]; x++)
		is = x->value && is_str(x->value) && PyUnicode_Compare(x->value, its) == 0;
	unref(its);
	PyErr_Clear();
	return is;
}

int
mapped_dropped(struct transaction *t, const struct module *m, PyObject *name, PyObject *o)
{
	bool model = is_class(o) && is_heap_type(o) && mapped_is_model(o);
	bool is = model ? is_own_definition(m, name, o) : is_table_of(m, name, o);

	return !is ? 0 : PyList_Append(t->unmapped, o) < 0 ? -1 : PyList_Append(t->unmapped, NONE);
}

/* It has the arguments and defaults of the one that it calls. */
static void
renew_inits(struct transaction *t)
{
	static const char renew[] = "def renew(classes):\n"
				    "    for cls in classes: vars(cls)['_sa_class_manager']._instrument_init()\n";
	PyObject *f = PyList_Size(t->instrumented) ? compile_function(t, renew, "renew") : NULL;

	if (f)
		unref(PyObject_CallFunctionObjArgs(f, t->instrumented, NULL));
	unref(f);
	PyErr_Clear();
}

static void
forget(struct transaction *t, PyObject *o)
{
	PyObject *f = compile_function(t, forget_source, "forget");

	if (f)
		unref(PyObject_CallFunctionObjArgs(f, o, NULL));
	unref(f);
	PyErr_Clear();
}

void
mapped_commit(struct transaction *t)
{
	PyObject *class, *row, *module, *path, *full, *done;
	Py_ssize_t i;

	PyList_SetSlice(t->mapped, 0, PyList_Size(t->mapped), NULL);
	show(t);
	renew_inits(t);
	for (i = 0; i + 1 < PyList_Size(t->unmapped); i += 2) {
		class = PyList_GetItem(t->unmapped, i);
		row = PyList_GetItem(t->unmapped, i + 1);
		if (row == NONE) {
			forget(t, class);
			continue;
		}
		module = get_attr(class, "__module__");
		path = get_attr(class, "__qualname__");
		full = path ? PyUnicode_FromFormat("%U.%U", path, PyTuple_GetItem(row, 0)) : NULL;
		done = PyObject_CallFunctionObjArgs(PyTuple_GetItem(row, 1), NULL);
		PyErr_Clear();
		report_add(t->report, done ? PYR_REC_UPDATED : PYR_REC_STALE, utf8(module), utf8(full),
			   done ? "mapped no more" : "its line is gone, and it stays mapped: that needs a restart");
		unref(done);
		unref(full);
		unref(path);
		unref(module);
	}
	PyList_SetSlice(t->unmapped, 0, PyList_Size(t->unmapped), NULL);
	PyErr_Clear();
}
