/*
 * current_thread.c - what threading takes the thread that the reload runs in for.
 *
 * New code asks for its thread: each line that logs does, and Thread(), which is a daemon if that is.
 * threading would make a daemon for an unknown one and keep it for good; it would take us for the
 * main thread if new code is the first to import it (before 3.13).  So for the time of the reload
 * there is one that is called as the main thread is, which runs the top level otherwise.
 */
#include "compile.h"
#include "version.h"

static const char enter_source[] =
	"def enter(threading):\n"
	"    ident = threading.get_ident()\n"
	/* gevent has greenlets there. */
	"    if ident in threading._active or threading.get_ident.__module__ != '_thread': return None\n"
	"    thread = threading._DummyThread.__new__(threading._DummyThread)\n"
	"    threading.Thread.__init__(thread, name='MainThread', daemon=False)\n"
	"    thread._started.set()\n"
	"    thread._ident = ident\n"
	"    threading._active[ident] = thread\n"
	"    return thread\n";

static const char leave_source[] =
	"def leave(threading, entered, sys):\n"
	"    ident = threading.get_ident()\n"
	"    now = threading._active.get(ident)\n"
	"    main = threading._main_thread\n"
	"    if now is not None and (now is entered or type(now) is threading._DummyThread):\n"
	"        del threading._active[ident]\n"
	"    elif now is main and entered is None:\n"
	/* The oldest one.  Our lock would be released when we end. */
	"        main._ident = [i for i in sys._current_frames() if i != ident][-1]\n"
	"        threading._active[main._ident] = main\n"
	"        del threading._active[ident]\n"
	"        old, main._tstate_lock = main._tstate_lock, threading._allocate_lock()\n"
	"        main._tstate_lock.acquire()\n"
	"        threading._shutdown_locks.discard(old)\n"
	"        threading._shutdown_locks.add(main._tstate_lock)\n"
	"        main._native_id = __import__('os').getpid()\n";

PyObject *
current_thread_enter(struct transaction *t)
{
	PyObject *threading = loaded_module("threading"), *enter = threading ? compile_function(t, enter_source, "enter") : NULL,
		 *entered = enter ? PyObject_CallFunction(enter, "O", threading) : NULL;

	unref(enter);
	PyErr_Clear();
	return entered;
}

void
current_thread_leave(struct transaction *t, PyObject *entered)
{
	PyObject *threading, *sys, *leave, *error[3];

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	threading = loaded_module("threading");
	sys = loaded_module("sys");
	leave = threading && sys ? compile_function(t, leave_source, "leave") : NULL;
	if (leave)
		unref(PyObject_CallFunction(leave, "OOO", threading, entered ? entered : NONE, sys));
	unref(leave);
	unref(entered);
	PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
}
