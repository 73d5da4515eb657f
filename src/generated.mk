# Sources made at build time. Each room's generator stands in its folder.

# The format files, built into the program.
format_files := $(sort $(wildcard formats/*.yaml))
$(GEN)/formats.h: $(format_files) src/layout/embed.awk
	@mkdir -p $(GEN)
	@for f in $(format_files); do echo "= $$f"; od -An -v -tx1 "$$f"; done | LC_ALL=C awk -f src/layout/embed.awk > $@
$(O)/src/layout/builtin.o: $(GEN)/formats.h $(GEN)/header_words.h

# ---- layout: the words of headers, read on the build host by the room's own reader
header_words_c := src/layout/headers/generate.c $(patsubst %,src/layout/%.c,headers format_yaml format_keys) \
    $(filter-out src/base/digest.c src/base/json_read.c,$(wildcard src/base/*.c)) $(wildcard src/finding/*.c)
$(GEN)/header_words: $(header_words_c) src/layout/headers.h src/layout/yaml.h | build/deps.stamp
	@mkdir -p $(GEN)
	$(HOSTCC) -std=c17 -O0 -Wall -Wextra -Isrc -o $@ $(header_words_c) -lyaml
$(GEN)/header_words.h: $(GEN)/header_words formats/headers.yaml
	$< < formats/headers.yaml > $@.new && mv $@.new $@

# ---- text: conversion tables, asked of the build host's iconv
HOSTCC ?= cc
$(GEN)/text_tables: src/text/tables/generate.c src/text/tables/odd.h
	@mkdir -p $(GEN)
	$(HOSTCC) -std=c17 -O1 -Wall -Wextra -Isrc -o $@ $<
$(GEN)/text_tables.h: $(GEN)/text_tables
	$< > $@.new && mv $@.new $@
$(O)/src/text/tables.o: $(GEN)/text_tables.h

# ---- report: the JSON Schema, built into the program
$(GEN)/report_schema.h: src/report/schema.json src/report/embed.awk
	@mkdir -p $(GEN)
	@od -An -v -tx1 $< | LC_ALL=C awk -v name=SCHEMA_JSON -f src/report/embed.awk > $@
$(O)/src/report/schema.o: $(GEN)/report_schema.h
