#include "privileges.h"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define BIT(capability) (1u << (capability))

/* All below 32, capabilities(7): ptrace(2), /proc/PID/mem of others, reading seccomp filters, moving the worker
   to a CPU. */
#define NEEDED                                                                                     \
	(BIT(CAP_SYS_PTRACE) | BIT(CAP_DAC_OVERRIDE) | BIT(CAP_DAC_READ_SEARCH) |                   \
	 BIT(CAP_SYS_ADMIN) | BIT(CAP_SYS_NICE))

void
privileges_drop(void)
{
	struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (syscall(SYS_capget, &header, data) < 0)
		return;
	data[0].effective &= NEEDED;
	data[0].permitted &= NEEDED;
	data[1].effective = data[1].permitted = 0;
	data[0].inheritable = data[1].inheritable = 0;
	syscall(SYS_capset, &header, data);
}
