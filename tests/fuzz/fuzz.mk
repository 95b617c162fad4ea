# Fuzzing by libFuzzer: one program of all rooms and harnesses; see tests/fuzz/README.md. It needs clang, which nothing
# else does.
FUZZ         := $(BUILD)/fuzz
FUZZ_CC      ?= clang
FUZZ_CXX     ?= clang++
FUZZ_SECONDS ?= 300
FUZZ_SANITIZE = address,undefined
FUZZ_FLAGS    = -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,$(FUZZ_SANITIZE) -fno-sanitize-recover=undefined
FUZZ_SOURCES := $(foreach r,corpus stemmer xapian-c console search tests/fuzz,$(wildcard $(r)/*.c $(r)/*.cc)) \
    tests/support/tmpdir.c tests/support/xapian-oracle.cc
FUZZ_OBJECTS := $(patsubst %,$(FUZZ)/%.o,$(sort $(FUZZ_SOURCES)))
FUZZ_NAMES   := csv tsv sgml xml html jsonl text markdown mail unpack warc date dateline \
    tokenizer printable language query highlight output topics eval settings stub site journal checksums wordlist glass
FUZZ_TARGETS := $(addprefix fuzz-,$(FUZZ_NAMES))
FUZZ_PKG_CFLAGS = $(call cflags_of,$(filter-out check,$(tests_PKGS)))

$(FUZZ)/%.c.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(QUIET_CC)$(FUZZ_CC) -std=gnu11 $(CPPFLAGS_) $(FUZZ_FLAGS) $(FUZZ_PKG_CFLAGS) -MMD -MP -c -o $@ $<
$(FUZZ)/%.cc.o: %.cc $(BUILD)/flags
	@mkdir -p $(@D)
	$(QUIET_CC)$(FUZZ_CXX) -std=c++17 $(CPPFLAGS_) $(FUZZ_FLAGS) $(FUZZ_PKG_CFLAGS) -MMD -MP -c -o $@ $<
$(FUZZ)/fuzz: $(FUZZ_OBJECTS)
	$(QUIET_LD)$(FUZZ_CXX) -fsanitize=fuzzer,$(FUZZ_SANITIZE) -o $@ $^ $(INDEX_LIBS)

## make fuzz        fuzz everything, FUZZ_SECONDS (300) for each target
## make fuzz-csv    fuzz one: a reader (csv, tsv, sgml, xml, html, jsonl, text, markdown, mail, unpack, warc, date,
##                  dateline), words (tokenizer, printable, language), queries (query, highlight, output), evaluations
##                  (topics, eval), files of an index (settings, stub, site, journal, checksums, wordlist), its writer (glass)
$(FUZZ_TARGETS): fuzz-%: $(FUZZ)/fuzz
	@BUILD=$(BUILD) FUZZ_SECONDS=$(FUZZ_SECONDS) tests/fuzz/run $*
fuzz: $(FUZZ)/fuzz
	@failed=; for target in $(FUZZ_NAMES); do \
	    BUILD=$(BUILD) FUZZ_SECONDS=$(FUZZ_SECONDS) tests/fuzz/run $$target || failed="$$failed $$target"; \
	done; [ -z "$$failed" ] || { echo "fuzz: something was found by:$$failed" >&2; exit 1; }
.PHONY: fuzz $(FUZZ_TARGETS)

## make fuzz-deps   install what it needs: clang and its libraries
fuzz-deps:
	@tests/fuzz/deps
.PHONY: fuzz-deps
