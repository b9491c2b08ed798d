# make            build/pyreload-attach
# make test       everything (installs what it needs on Debian and Ubuntu)
# make demo       a live server takes new code
# make soak       1,000 reloads in each awkward state
# make bench      where the time goes
# make SAN=1      the injector with ASan and UBSan, in build-san/
# make install    PREFIX= DESTDIR=

VERSION := 0.1.0
PREFIX ?= /usr/local
B := build$(if $(SAN),-san)

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
	-Wcast-qual -Wwrite-strings -Wvla -Wformat=2 -Wundef $(if $(WERROR),-Werror)
CFLAGS ?= -O2 -g
BASE := -std=gnu11 -D_GNU_SOURCE $(WARN)

# The payload is built against the limited API: any headers of 3.8 or later do.
PYTHON_CONFIG ?= $(firstword $(wildcard /usr/bin/python3-config) python3-config)
PYTHON_INCLUDES = $(shell $(PYTHON_CONFIG) --includes)

comma := ,
SANFLAGS := $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize-recover=all)

ATTACH := main options privileges log print report procfs maps elf libc python target
INJECT := error memory watchdog seccomp tracee threads safepoint unwind arch_x86_64 borrow mailbox follow inject
PAYLOAD := api version report file body code equal modules compile old_code mutated source statement purity made_up filled_reads overridden match \
	inferred execute promises around augmented new_keys moved_values stage event_loop stage_bytecode stage_class mapped items uses beyond logging_config setup_over untouched written plain computes temporary indirect parts unwrap stand_in shadow method_reads item_reads blocks \
	frames running callees decorators made_by constructed makers arguments facts handed_over rewrapped set_later unset taken_in set_elsewhere rows url_tables newcomers response_fields schemas listeners managers signals process_settings patched lazy renamed twins staged_import instance_check module_view touched current_thread exit_handlers started slots attributes reverted hidden alone others snapshot \
	doubled places anew old_form old_calls forms order list_entries dict_entries word_entries moved_key reaches registrars deregistered unregistered registered room included_routes weakrefs moved shared purge map labels pair functions \
	counterpart plan left_names tree state records wrapped cells defaults class_body class_reads asked_names subclasses strays thread_bound plan_class plan_layout plan_filled under_way \
	plan_enum overloads plan_function unknown old_chunk old_value old_lines recipe collection collected creation_order read_when_made catch_up semaphores models row_pairs held_under reexports keyed_objects derived_forms contents rekey importers star_importers given used_before used_classes used_items between marks named_copies local_classes docstrings heap initializer helpers retyped tables own_values growth final stored replay self_stores fields new_bases \
	instances repoint bound weak_methods partials caches cached_properties memos abstract rehash commit stale unnamed watch traceback reload entry

INJECTOR_OBJECTS := $(ATTACH:%=$B/attach/%.o) $(INJECT:%=$B/inject/%.o) $B/inject/blob.o
PAYLOAD_OBJECTS := $(PAYLOAD:%=$B/payload/%.o) $B/payload/python_api.o

LIBS := -lunwind-x86_64 -lunwind -lelf -ljansson

# Runs in the target before any library does: no calls, no relocations, no data.
STUB_FLAGS := -Os -ffreestanding -fno-builtin -fno-stack-protector -fpie -fvisibility=hidden \
	-fno-asynchronous-unwind-tables -fcf-protection=none -fno-jump-tables
PAYLOAD_FLAGS := -U_FORTIFY_SOURCE -O2 -g1 -fPIC -fvisibility=hidden -fno-stack-protector -fno-strict-aliasing \
	-Wno-cast-qual

all: $B/pyreload-attach

$B/pyreload-attach: $(INJECTOR_OBJECTS)
	$(CC) $(SANFLAGS) $(LDFLAGS) -Wl,-z,relro,-z,now -o $@ $^ $(LIBS)

$B/attach/%.o: attach/%.c | $B/attach
	$(CC) $(BASE) $(CFLAGS) $(SANFLAGS) -MMD -DPYRELOAD_VERSION='"$(VERSION)"' -c -o $@ $<

$B/inject/%.o: inject/%.c | $B/inject
	$(CC) $(BASE) $(CFLAGS) $(SANFLAGS) -MMD -c -o $@ $<

$B/inject/blob.o: inject/blob.S $B/stub.bin $B/payload.so | $B/inject
	$(CC) -I$B -c -o $@ $<

$B/stub.bin: inject/stub.c inject/stub.h inject/stub.lds | $B/inject
	$(CC) -std=gnu11 $(WARN) -Wno-int-to-pointer-cast $(STUB_FLAGS) -c -o $B/inject/stub.o inject/stub.c
	$(LD) -T inject/stub.lds --oformat binary -o $@ $B/inject/stub.o

$B/payload/%.o: payload/%.c | $B/payload
	$(CC) $(BASE) $(PAYLOAD_FLAGS) $(PYTHON_INCLUDES) -MMD -c -o $@ $<

$B/payload/python_api.o: payload/python_api.S payload/api.def | $B/payload
	$(CC) -fPIC -c -o $@ $<

# No DT_NEEDED: libc is there, and unversioned references bind to any glibc.
$B/payload.so: $(PAYLOAD_OBJECTS) payload/exports.map
	$(CC) -shared -nostdlib -Wl,-z,now -Wl,-z,noexecstack -Wl,--version-script=payload/exports.map \
		-o $B/payload.debug $(PAYLOAD_OBJECTS)
	strip -o $@ $B/payload.debug

$B/attach $B/inject $B/payload $B/unit:
	mkdir -p $@

UNIT := $(filter-out tests/unit/payload.c,$(wildcard tests/unit/*.c))
UNIT_OBJECTS := $(UNIT:tests/unit/%.c=$B/unit/%.o) $(filter-out %/main.o,$(INJECTOR_OBJECTS))
EMBED = $(shell $(PYTHON_CONFIG) --ldflags --embed)

$B/unit/%.o: tests/unit/%.c | $B/unit
	$(CC) $(BASE) $(CFLAGS) $(SANFLAGS) -MMD -DPYRELOAD_VERSION='"$(VERSION)"' -c -o $@ $<

$B/unit/unit: $(UNIT_OBJECTS)
	$(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) -lcunit

# Plan and commit logic in an embedded interpreter: the API resolves to libpython itself.
$B/unit/payload: tests/unit/payload.c $(PAYLOAD:%=$B/payload/%.o)
	$(CC) $(BASE) $(PAYLOAD_FLAGS) $(PYTHON_INCLUDES) -o $@ $^ -lcunit $(EMBED)

demo:
	@tests/setup.sh build
	@$(MAKE) --no-print-directory -s all
	@/usr/bin/python3 tests/demo/demo.py

test:
	tests/setup.sh test
	$(MAKE) WERROR=1 all check

# What needs no further package.  ALL=1: every test on every interpreter of this machine.
check: $B/pyreload-attach $B/unit/unit $B/unit/payload
	$B/unit/unit
	$B/unit/payload
	tests/unit/check_versions.sh
	tests/unit/check_payload.sh $B/payload.so
	mandoc -T lint -W warning docs/pyreload-attach.1
	PYRELOAD_ATTACH=$(CURDIR)/$B/pyreload-attach /usr/bin/python3 tests/conformance/run.py $(if $(ALL),--all)
	PYRELOAD_ATTACH=$(CURDIR)/$B/pyreload-attach /usr/bin/python3 tests/live/run.py $(if $(ALL),--all)

# The parsers of what others write, under libFuzzer: FUZZ_SECONDS each, at the same time.
FUZZ := reply maps elf
FUZZ_SECONDS := 60
FUZZ_FLAGS := $(BASE) -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all
FUZZ_SOURCES := $(filter-out attach/main.c,$(ATTACH:%=attach/%.c)) $(INJECT:%=inject/%.c)

$B/fuzz/%: tests/fuzz/fuzz_%.c $(FUZZ_SOURCES) $B/inject/blob.o
	@mkdir -p $(@D)
	clang $(FUZZ_FLAGS) -DPYRELOAD_VERSION='"fuzz"' -o $@ $^ $(LIBS)

$B/fuzz/seeds: tests/fuzz/seeds.py $B/payload.so
	/usr/bin/python3 tests/fuzz/seeds.py $@ $B/payload.so $(MAILBOX_HEADER)

fuzz: $(FUZZ:%=$B/fuzz/%) $B/fuzz/seeds
	@pids=; for t in $(FUZZ); do mkdir -p $B/fuzz/corpus-$$t; \
		$B/fuzz/$$t -max_total_time=$(FUZZ_SECONDS) -rss_limit_mb=2000 -max_len=300000 -print_final_stats=1 \
			-artifact_prefix=$B/fuzz/$$t- $B/fuzz/corpus-$$t $B/fuzz/seeds/$$t > $B/fuzz/$$t.log 2>&1 & \
		pids="$$pids $$!"; done; failed=0; for p in $$pids; do wait $$p || failed=1; done; \
	for t in $(FUZZ); do echo "$$t: $$(grep -E 'number_of_executed_units|ERROR|SUMMARY' $B/fuzz/$$t.log | tr '\n' ' ')"; done; \
	exit $$failed

SOAK := -n 1000 -j 4
soak: $B/pyreload-attach
	PYRELOAD_ATTACH=$(CURDIR)/$B/pyreload-attach /usr/bin/python3 tests/soak/soak.py $(SOAK)

bench: $B/pyreload-attach
	/usr/bin/python3 tests/bench/bench.py

install: $B/pyreload-attach
	install -D -m 755 $B/pyreload-attach $(DESTDIR)$(PREFIX)/bin/pyreload-attach
	install -D -m 644 docs/pyreload-attach.1 $(DESTDIR)$(PREFIX)/share/man/man1/pyreload-attach.1

clean:
	rm -rf build build-san

# sizeof(struct pyr_mailbox), see the assertion in abi.h
MAILBOX_HEADER := 2824

.PHONY: all check test demo fuzz soak bench install clean
-include $(wildcard $B/*/*.d)
