#!/bin/sh
# The payload depends on nothing: no library is named, and of libc only what every
# glibc since 2.17 exports under the same name.
set -eu
so=$1
allowed='__errno_location calloc clock_gettime close free getpid malloc memchr memcpy memmem memmove memset mmap64 munmap open open64
pthread_attr_init pthread_attr_setstack pthread_create pthread_join qsort read realloc
snprintf strchr strcmp strcspn strlen strncmp strrchr strspn strstr syscall sysconf vsnprintf'

if readelf -d "$so" | grep -q NEEDED; then
	echo "check_payload: $so names a library it needs" >&2
	exit 1
fi
status=0
for symbol in $(nm -D --undefined-only "$so" | awk '{print $2}'); do
	echo "$allowed" | tr ' ' '\n' | grep -qx "$symbol" || {
		echo "check_payload: unexpected symbol $symbol" >&2
		status=1
	}
done
exported=$(nm -D --defined-only "$so" | awk '{print $3}')
[ "$exported" = pyreload_entry ] || {
	echo "check_payload: exports $exported" >&2
	status=1
}
exit $status
