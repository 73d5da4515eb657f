# baopan: `make demo` shows it working, `make test` proves it. Both install what they need.
#   make            build/baopan            make lint      one-way includes, one user a library
#   make test       every lean test         make asan      the same under sanitizers, gcc and clang
#   make property   random damage, told? random tables, filled in? PROPERTY="CASES SEED"
#   make test-java  Java reads it back      make test-office   LibreOffice and gnumeric make the files
#   make test-reports  the reports against their schemas
#   make fuzz       each reader and job, FUZZ_SECONDS=60 each (make kept: what was found once)
#   make bench      beside its yardsticks; BENCH=quick, BENCH="quick check small"
#   make where      where the instructions go, by room; BEFORE=PROGRAM beside another
#   make paste      puts what bench and where found into the README
#   make guard      has a job become slower, in instructions? GUARD=--renew keeps the new figures
#   make windows    build/baopan.exe        make test-windows   it, under Wine
#   make page       build/baopan.html, for clerks       make test-page   in Chromium, offline
#   make growth     do time and memory grow with the lines alone, in hostile files too? GROWTH="same long"
#   make install    DESTDIR= PREFIX=        make clean
# ---------------------------------------------------------------- settings
CC      ?= gcc
OPT     ?= -O2 -g
V       ?= native
SYSTEM  := $(if $(filter win,$(T)),windows,posix)
PREFIX  ?= /usr/local
WARN    := -std=c17 -Wall -Wextra -Wconversion -Wshadow -Werror
VERSION := 0.1.0
# END OF SETTINGS ------------------------------------------------
MAKEFLAGS += --no-builtin-rules
SHELL    := /bin/bash
O        := build/$(V)
GEN      := build/gen
LIBS     := libzip libdeflate libpcre2-8 expat yaml-0.1 xlsxwriter libmd
CFLAGS   := $(WARN) $(OPT) $(SAN) -D_POSIX_C_SOURCE=200809L -DBAOPAN_VERSION='"$(VERSION)"' -Isrc -I$(GEN) -MMD -MP
CARRIED  := zip xlsxwriter deflate pcre2 csv expat yaml md zlib
LDLIBS   := -lzip -ldeflate -lpcre2-8 -lcsv -lexpat -lyaml -lxlsxwriter -lmd -lm -pthread
# Compiles with every processor, unless whoever called make said how many; tests still run one after another.
BUILD     = $(MAKE) --no-print-directory $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 1))

ROOMS    := base finding container text table layout rules fill bundle diagnosis report
core_src := $(foreach r,$(ROOMS),$(sort $(wildcard src/$(r)/*.c))) $(wildcard src/*.c)
cli_src  := $(sort $(wildcard src/faces/cli/*.c)) $(sort $(wildcard src/faces/os/*.c src/faces/os/$(SYSTEM)/*.c))
test_src := $(sort $(wildcard tests/unit/*.c))
fuzz_src := $(filter-out %/libfuzzer.c %/replay.c,$(sort $(wildcard tests/fuzz/*.c))) tests/unit/zip_maker.c
core_obj := $(core_src:%.c=$(O)/%.o)
cli_obj  := $(cli_src:%.c=$(O)/%.o)
test_obj := $(test_src:%.c=$(O)/%.o)
fuzz_obj := $(fuzz_src:%.c=$(O)/%.o)

.PHONY: all programs windows test-windows demo test unit cli kept bundles property fuzz readme lint asan test-java test-office test-reports page test-page bench where paste guard growth deps clean distclean install uninstall
all:
	@$(BUILD) build/baopan
# All that `unit cli kept bundles property` run.
programs: $(O)/unit $(O)/replay $(O)/baopan $(if $(filter native,$(V)),build/baopan)

# The program that is handed on carries its libraries inside, like the others of its kind: it is one file, and a
# small job is not half spent on finding libraries. Where their sources cannot be had, or are not those of the
# headers here, or SHARED=1 asks for it, it uses the system's.
build/baopan: $(O)/baopan src/faces/parts/parts.mk
	@if [ -z "$(SHARED)" ] && src/faces/parts/fits && $(MAKE) --no-print-directory -s T=linux V=linux archives; \
	then echo "  LD $@"; $(CC) $(OPT) -static-pie -o $@ $(core_obj) $(cli_obj) $(CARRIED:%=build/linux/parts/lib%.a) -lm -pthread; \
	else echo "  LD $@, with the system's libraries"; cp $< $@; fi
$(O)/baopan: $(core_obj) $(cli_obj)
	@echo "  LD $@"; $(CC) $(OPT) $(SAN) -o $@ $^ $(LDLIBS)
$(O)/unit: $(core_obj) $(test_obj)
	@echo "  LD $@"; $(CC) $(OPT) $(SAN) -o $@ $^ -lcheck -lsubunit $(LDLIBS) -lrt
$(O)/replay: $(core_obj) $(fuzz_obj) $(O)/tests/fuzz/replay.o
	@echo "  LD $@"; $(CC) $(OPT) $(SAN) -o $@ $^ $(LDLIBS)
$(O)/fuzzer: $(core_obj) $(fuzz_obj) $(O)/tests/fuzz/libfuzzer.o
	@echo "  LD $@"; $(CC) $(OPT) $(SAN) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)
$(O)/tests/fuzz/%.o: CFLAGS += -I.
$(O)/%.o: %.c | build/deps.stamp
	@mkdir -p $(@D)
	@echo "  CC $<"; $(CC) $(CFLAGS) -c $< -o $@
-include $(core_obj:.o=.d) $(cli_obj:.o=.d) $(test_obj:.o=.d) $(fuzz_obj:.o=.d)

# ---------------------------------------------------------------- what the machine needs
deps: build/deps.stamp
build/deps.stamp: tests/tools/install-deps
	@mkdir -p build
	tests/tools/install-deps build
	@touch $@

# ---------------------------------------------------------------- generated sources
$(GEN)/suites.h: $(test_src) Makefile
	@mkdir -p $(GEN)
	@printf 'SUITE(%s)\n' $(suites) > $@
$(O)/tests/unit/main.o: $(GEN)/suites.h
include src/generated.mk
ifdef T
include src/faces/parts/parts.mk
ifeq ($(T),win)
include src/faces/windows/windows.mk
endif
endif
include src/faces/page/page.mk

# ---------------------------------------------------------------- tests
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all
suites    = $(patsubst tests/unit/%_test.c,%,$(filter %_test.c,$(test_src)))
# A process for each suite, two at a time: Check forks for every test, and under sanitizers the
# copy of a process that has run them all is slow to make.
run_unit  = printf '%s\n' $(suites) | CK_DEFAULT_TIMEOUT=120 BAOPAN_FIXTURES=fixtures UBSAN_OPTIONS=print_stacktrace=1 xargs -n 1 -P 2 $(O)/unit
run_kept  = BAOPAN_FIXTURES=fixtures $(O)/replay $$(find tests/fuzz/kept -type f | sort)
run_cli   = tests/cli/run.py $<

test: lint | deps-test
	@$(BUILD) programs
	$(MAKE) --no-print-directory unit cli kept bundles property readme
unit: $(O)/unit
	$(run_unit)
# What is handed on is what is tested; under sanitizers, what is built with them.
cli: $(if $(filter native,$(V)),build/baopan,$(O)/baopan)
	$(run_cli)
kept: $(O)/replay
	$(run_kept)
bundles: $(O)/baopan
	tests/bundle/run $(O)/baopan
property: $(O)/baopan
	tests/property/run $(O)/baopan $(PROPERTY)
	tests/property/fill $(O)/baopan $(PROPERTY)
readme: build/baopan
	tests/tools/readme-commands README.md
lint: | deps-test
	tests/tools/lint

# The whole suite under address and undefined sanitizers; by the other compiler, whose warnings count too, what fuzzing
# found once.
asan: | deps-asan
	@$(MAKE) --no-print-directory asan-gcc asan-clang
asan-%:
	@$(BUILD) V=$@ CC=$* OPT="-O1 -g" SAN="$(SANITIZE)" programs
	$(MAKE) --no-print-directory V=$@ CC=$* OPT="-O1 -g" SAN="$(SANITIZE)" kept $(if $(filter asan-gcc,$@),unit cli)

# Each target for FUZZ_SECONDS, two at a time; FUZZ_CORPUS names a folder of real files to begin from.
fuzz: | deps-asan
	@$(BUILD) V=fuzz CC=clang OPT="-O1 -g" SAN="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all" build/fuzz/fuzzer
	tests/fuzz/run build/fuzz/fuzzer $(FUZZ)

test-java: all | deps-java
	tests/java/run build/baopan
	tests/java/fixed build/baopan
test-office: all | deps-office
	tests/office/run build/baopan

# JSON and SARIF of every fixture, judged by ajv: against our schema, and against the published one.
test-reports: all
	@command -v npm >/dev/null || tests/tools/install-deps reports
	@mkdir -p build/reports && cp tests/reports/package.json build/reports/
	cd build/reports && npm install --silent --no-audit --no-fund
	tests/reports/run build/baopan build/reports

# Speed and memory beside their yardsticks; the table also goes to build/bench/table.md.
bench_tool = $(HOSTCC) -std=c17 -O2 -Wall -Wextra -Werror -D_DEFAULT_SOURCE -o $@ $(filter %.c,$^)
# Another maker makes other data; what an unchanged one made stays.
build/bench/data-maker: $(addprefix tests/bench/,data.c book.c people.c pack.c people.h pack.h)
	@mkdir -p $(@D)
	$(bench_tool:$@=$@.new) -lz
	@cmp -s $@.new $@ || rm -rf $(@D)/data
	@mv $@.new $@
build/bench/stopwatch: tests/bench/stopwatch.c
	@mkdir -p $(@D)
	$(bench_tool)
bench: all | deps-bench
	@command -v npm >/dev/null || tests/tools/install-deps reports
	@tests/tools/install-deps peers || echo "  peers cannot be had; they are left out" >&2
	@$(MAKE) --no-print-directory build/bench/data-maker build/bench/stopwatch
	@tests/bench/run build/baopan build/bench $(BENCH)
where: all | deps-guard
	@$(MAKE) --no-print-directory build/bench/data-maker
	@tests/bench/where build/baopan build/bench $(BEFORE)
paste:
	@tests/bench/paste README.md build/bench
guard: all | deps-guard
	@$(MAKE) --no-print-directory build/bench/data-maker
	@tests/bench/guard build/baopan build/bench $(GUARD)
growth: all | deps-guard
	@$(MAKE) --no-print-directory build/bench/data-maker
	@tests/bench/growth build/baopan build/bench $(GROWTH)

# The Windows program, and its tests under Wine.
windows: | deps-windows
	@$(BUILD) T=win V=win OPT=-O2 build/baopan.exe build/baopanw.exe
test-windows: windows all | deps-test_windows
	tests/windows/run build/baopan.exe build/baopan

# One file for clerks, which works offline from a double click.
page: | deps-page
	@$(BUILD) T=wasm V=wasm OPT=-Os build/baopan.html
test-page: all | deps-test_page deps-java
	@$(MAKE) --no-print-directory page
	@mkdir -p build/page && cp tests/page/package.json build/page/
	cd build/page && npm install --silent --no-audit --no-fund
	NODE_PATH=build/page/node_modules node tests/page/run.js build/baopan build/baopan.html build/page

demo: all
	@tests/tools/demo build/baopan

deps-%:
	@tests/tools/install-deps $*

# ---------------------------------------------------------------- installing
# The place is quoted, since it may hold blanks; what lies in it does not.
into := '$(DESTDIR)$(PREFIX)'
bash_completion := share/bash-completion/completions/baopan
zsh_completion  := share/zsh/site-functions/_baopan
fish_completion := share/fish/vendor_completions.d/baopan.fish
man_page        := share/man/man1/baopan.1
man_page_zh     := share/man/zh_CN/man1/baopan.1
installed := bin/baopan $(man_page) $(man_page_zh) $(bash_completion) $(zsh_completion) $(fish_completion)

install: all
	install -d $(foreach d,$(sort $(dir $(installed))) share/baopan/formats,$(into)/$d)
	install -m 755 build/baopan $(into)/bin/baopan
	install -m 644 $(wildcard formats/*.yaml) $(into)/share/baopan/formats
	build/baopan manual --lang en > $(into)/$(man_page)
	build/baopan manual --lang zh > $(into)/$(man_page_zh)
	build/baopan completion bash > $(into)/$(bash_completion)
	build/baopan completion zsh --lang en > $(into)/$(zsh_completion)
	build/baopan completion fish --lang en > $(into)/$(fish_completion)
uninstall:
	rm -f $(foreach f,$(installed),$(into)/$f)
	rm -rf $(into)/share/baopan
# What was fetched (build/parts) stays, since it cannot always be had again; it is checked each time.
clean:
	@mkdir -p build
	find build -mindepth 1 -maxdepth 1 ! -name parts -exec rm -rf {} +
distclean:
	rm -rf build
