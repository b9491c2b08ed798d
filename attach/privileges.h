/* privileges.h - what the command does not need, it does not keep. */
#ifndef PYRELOAD_PRIVILEGES_H
#define PYRELOAD_PRIVILEGES_H

/*
 * Drop every capability but those that another user's process takes, and the right
 * to gain any.  What cannot be dropped stays: nothing depends on it.
 */
void privileges_drop(void);

#endif
