/* /proc/PID/maps and /proc/PID/status. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../attach/maps.h"
#include "../../attach/procfs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct proc_status status;
	struct maps maps;
	char name[16], *text = malloc(size + 1);
	size_t i;

	if (!text)
		abort();
	memcpy(text, data, size);
	text[size] = '\0';
	(void)!proc_status_parse(text, &status);
	if (maps_parse(text, &maps) == 0) {
		for (i = 0; i < maps.count; i++)
			mapping_name(&maps.list[i], name, sizeof(name));
		maps_fini(&maps);
	}
	free(text);
	return 0;
}
