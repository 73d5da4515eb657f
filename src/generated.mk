# Sources made at build time. Each room's generator stands in its folder.

# The format files, built into the program.
format_files := $(sort $(wildcard formats/*.yaml))
$(GEN)/formats.h: $(format_files) src/layout/embed.awk
	@mkdir -p $(GEN)
	@for f in $(format_files); do echo "= $$f"; od -An -v -tx1 "$$f"; done | LC_ALL=C awk -f src/layout/embed.awk > $@
$(O)/src/layout/builtin.o: $(GEN)/formats.h
