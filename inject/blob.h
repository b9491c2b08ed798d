/* blob.h - what the executable carries: the stub and the payload. */
#ifndef PYRELOAD_BLOB_H
#define PYRELOAD_BLOB_H

#include <stdint.h>

extern const uint8_t blob_stub[];
extern const uint64_t blob_stub_size;    /* bytes, at most STUB_CODE_SIZE */
extern const uint8_t blob_payload[];
extern const uint64_t blob_payload_size; /* bytes */

#endif
