# Sources made at build time. Each room's generator stands in its folder.

# ---- text: conversion tables, asked of the build host's iconv
HOSTCC ?= cc
$(GEN)/text_tables: src/text/tables/generate.c src/text/tables/odd.h
	@mkdir -p $(GEN)
	$(HOSTCC) -std=c17 -O1 -Wall -Wextra -Isrc -o $@ $<
$(GEN)/text_tables.h: $(GEN)/text_tables
	$< > $@.new && mv $@.new $@
$(O)/src/text/tables.o: $(GEN)/text_tables.h
