/*
 * frames.c - the frame that each thread is in.
 */
#include "transaction.h"
#include "version.h"

/* sys._current_frames() goes through all interpreters; since 3.12 others may have a GIL of their own, and run. */
static PyObject *
frames_of_this_interpreter(void)
{
	PyThreadState *state = PyInterpreterState_ThreadHead(PyInterpreterState_Main());
	PyObject *frames = PyDict_New(), *frame, *key;
	int result = 0;

	for (; frames && result == 0 && state; state = PyThreadState_Next(state)) {
		frame = (PyObject *)PyThreadState_GetFrame(state);
		key = frame ? PyLong_FromVoidPtr(state) : NULL;
		if (frame)
			result = key ? PyDict_SetItem(frames, key, frame) : -1;
		unref(key);
		unref(frame);
	}
	if (result == 0)
		return frames;
	unref(frames);
	return NULL;
}

PyObject *
frames_by_thread(void)
{
	PyObject *sys = loaded_module("sys");

	if (PyInterpreterState_Next(PyInterpreterState_Head()) && pyr_api[API_PyThreadState_GetFrame])
		return frames_of_this_interpreter();
	return sys ? PyObject_CallMethod(sys, "_current_frames", NULL) : NULL;
}
