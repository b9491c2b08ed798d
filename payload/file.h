/* file.h - files as they are now, past every cache of Python's. */
#ifndef PYRELOAD_FILE_H
#define PYRELOAD_FILE_H

#include <sys/stat.h>

#include "api.h"

/* Of path, or of fd when path is NULL.  False: errno says why. */
bool file_stat(int fd, const char *path, struct stat *st);

/* The bytes of a regular file, new reference; NULL: not to be had, an exception may be set. */
PyObject *file_read(const char *path);

#endif
