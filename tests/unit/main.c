/* Every suite of the injector's side, in one program. */
#include <stdbool.h>
#include <stdio.h>

#include <CUnit/Basic.h>

int suite_options(void);
int suite_report(void);
int suite_maps(void);
int suite_procfs(void);
int suite_elf(void);
int suite_safepoint(void);
int suite_arch(void);
int suite_seccomp(void);

int
main(void)
{
	static int (*const suites[])(void) = {suite_options, suite_report,    suite_maps, suite_procfs,
					      suite_elf,     suite_safepoint, suite_arch, suite_seccomp};
	bool failed;

	if (CU_initialize_registry() != CUE_SUCCESS) {
		fprintf(stderr, "no memory for the tests\n");
		return 1;
	}
	for (size_t i = 0; i < sizeof(suites) / sizeof(suites[0]); i++)
		if (suites[i]() < 0) {
			fprintf(stderr, "%s\n", CU_get_error_msg());
			return 1;
		}
	CU_basic_set_mode(CU_BRM_VERBOSE);
	failed = CU_basic_run_tests() != CUE_SUCCESS || CU_get_number_of_failure_records() ||
		 !CU_get_number_of_tests_run();
	CU_cleanup_registry();
	return failed;
}
