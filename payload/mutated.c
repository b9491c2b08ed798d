/*
 * mutated.c - names of a module whose list, dict or set its functions fill, empty or sort: state, whatever the source begins with.
 *
 * Only asked for where there is no copy of the old source.  What a function changes it reaches by a
 * global name, or by a variable that has it from one; a dict of its own is none.
 */
#include "compile.h"

/* Of the module's tree.  A variable that is an argument has what calls of the function give. */
static const char source[] =
	"def mutated(tree, mutators, found, emptied):\n"
	"    calls, functions, results = {}, [], {}\n"
	"    taking = {'pop', 'popitem', 'clear', 'remove', 'discard', 'popleft', 'difference_update', 'intersection_update'}\n"
	"    by_call = {'shuffle', 'insort', 'insort_left', 'insort_right', 'heappush', 'heappop', 'heapify', 'heapreplace', 'heappushpop'}\n"
	"    def kind(n): return type(n).__name__\n"
	"    def children(n):\n"
	"        if isinstance(n, list): return n\n"
	"        return [getattr(n, f, None) for f in getattr(n, '_fields', ())]\n"
	"    def walk(n):\n"
	"        todo = [n]\n"
	"        while todo:\n"
	"            n = todo.pop()\n"
	"            if hasattr(n, '_fields'): yield n\n"
	"            if isinstance(n, list) or hasattr(n, '_fields'): todo.extend(children(n))\n"
	"    def names(n): return [x.id for x in walk(n) if kind(x) == 'Name']\n"
	"    for n in walk(tree):\n"
	"        if kind(n) in ('FunctionDef', 'AsyncFunctionDef', 'Lambda'): functions.append(n)\n"
	"        if kind(n) == 'FunctionDef': results.setdefault(n.name, []).append(n)\n"
	"        if kind(n) == 'Call':\n"
	"            name = getattr(n.func, 'attr', getattr(n.func, 'id', None))\n"
	"            calls.setdefault(name, []).extend(x for a in n.args + [k.value for k in n.keywords] for x in names(a))\n"
	"    def sources(function):\n"
	"        a = function.args\n"
	"        arguments = {x.arg for x in a.args + a.kwonlyargs + getattr(a, 'posonlyargs', []) + [a.vararg, a.kwarg] if x}\n"
	"        variables = {}\n"
	"        def bind(target, value):\n"
	"            for x in walk(target):\n"
	"                if kind(x) == 'Name' and kind(x.ctx) == 'Store': variables.setdefault(x.id, []).append(value)\n"
	"        for n in walk(function.body):\n"
	"            if kind(n) == 'Assign':\n"
	"                for target in n.targets: bind(target, n.value)\n"
	"            elif kind(n) in ('AnnAssign', 'NamedExpr') and n.value: bind(n.target, n.value)\n"
	"            elif kind(n) in ('For', 'AsyncFor', 'comprehension'): bind(n.target, n.iter)\n"
	"            elif kind(n) == 'withitem' and n.optional_vars: bind(n.optional_vars, n.context_expr)\n"
	"        named = getattr(a, 'posonlyargs', []) + a.args\n"
	"        for x, value in list(zip(named[len(named) - len(a.defaults):], a.defaults)) + list(zip(a.kwonlyargs, a.kw_defaults)):\n"
	"            if value: defaults.setdefault(x.arg, []).append(value)\n"
	"        return arguments, variables\n"
	"    defaults = {}\n"
	"    def calls_in(seen): return frozenset(x for x in seen if isinstance(x, tuple))\n"
	"    def reached(n, function, arguments, variables, seen):\n"
	"        while kind(n) in ('Attribute', 'Subscript', 'Starred', 'Await'): n = n.value\n"
	"        if kind(n) == 'Call':\n"
	"            if kind(n.func) == 'Attribute': reached(n.func, function, arguments, variables, seen)\n"
	"            elif kind(n.func) != 'Name' or n.func.id not in made: found.update(x for x in names(n))\n"
	/* slot = find(code), which returns one of SLOTS */
	"            for other in results.get(getattr(n.func, 'id', None), ()):\n"
	"                if ('call', other.name) in seen: continue\n"
	"                its, own = sources(other)\n"
	"                for x in walk(other.body):\n"
	"                    if kind(x) == 'Return' and x.value:\n"
	"                        for y in walk(x.value):\n"
	"                            if kind(y) == 'Name': reached(y, other, its, own, calls_in(seen) | {('call', other.name)})\n"
	"        elif kind(n) == 'Name' and n.id not in seen:\n"
	"            seen = seen | {n.id}\n"
	"            for value in variables.get(n.id, ()): reached(value, function, arguments, variables, seen)\n"
	"            if n.id in arguments:\n"
	"                found.update(calls.get(getattr(function, 'name', None), ()))\n"
	"                found.update(x for value in defaults.get(n.id, ()) for x in names(value))\n"
	"            elif n.id not in variables: found.add(n.id)\n"
	"        elif kind(n) in ('BoolOp', 'IfExp', 'Tuple', 'NamedExpr'):\n"
	"            for x in children(n):\n"
	"                for y in x if isinstance(x, list) else [x]:\n"
	"                    if hasattr(y, '_fields'): reached(y, function, arguments, variables, seen)\n"
	"    made = ('dict', 'list', 'set', 'sorted', 'OrderedDict', 'defaultdict', 'Counter', 'deque', 'bytearray')\n"
	"    for function in functions:\n"
	"        arguments, variables = sources(function)\n"
	"        for n in walk(function.body):\n"
	"            call = n.func if kind(n) == 'Call' else None\n"
	"            place, before = None, set(found)\n"
	"            if kind(n) == 'Subscript' and kind(n.ctx) != 'Load': place = n.value\n"
	"            elif kind(call) == 'Attribute' and call.attr in mutators: place = call.value\n"
	"            elif call and getattr(call, 'attr', getattr(call, 'id', None)) in by_call and n.args: place = n.args[0]\n"
	"            if not place: continue\n"
	"            if kind(n) == 'Subscript' and kind(n.ctx) == 'Del' or getattr(call, 'attr', None) in taking:\n"
	"                found.clear()\n"
	"                reached(place, function, arguments, variables, frozenset())\n"
	"                emptied.update(found)\n"
	"                found.update(before)\n"
	"            else: reached(place, function, arguments, variables, frozenset())\n";

int
mutated_names(struct transaction *t, const struct module *m, PyObject *set, PyObject *emptied)
{
	PyObject *f = compile_function(t, source, "mutated"), *mutators = f ? code_mutators() : NULL,
		 *done = mutators ? PyObject_CallFunction(f, "OOOO", m->tree, mutators, set, emptied) : NULL;

	unref(done);
	unref(mutators);
	unref(f);
	return done ? 0 : -1;
}
