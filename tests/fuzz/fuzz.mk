# Fuzzing the readers of corpus/ by libFuzzer; see tests/fuzz/README.md. It needs clang, which nothing else does.
FUZZ         := $(BUILD)/fuzz
FUZZ_CC      ?= clang
FUZZ_CXX     ?= clang++
FUZZ_SECONDS ?= 300
FUZZ_SANITIZE = address,undefined
FUZZ_CFLAGS   = -std=gnu11 -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,$(FUZZ_SANITIZE) \
    -fno-sanitize-recover=undefined
FUZZ_OBJECTS := $(patsubst %,$(FUZZ)/%.o,$(sort $(wildcard corpus/*.c)) tests/fuzz/fuzz_corpus.c)
FUZZ_TARGETS := $(patsubst %,fuzz-%,csv tsv sgml xml html jsonl text markdown mail warc unpack date dateline)

$(FUZZ)/%.c.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(QUIET_CC)$(FUZZ_CC) $(CPPFLAGS_) $(FUZZ_CFLAGS) $(call cflags_of,$(corpus_PKGS)) -MMD -MP -c -o $@ $<
$(FUZZ)/fuzz_corpus: $(FUZZ_OBJECTS)
	$(QUIET_LD)$(FUZZ_CXX) -fsanitize=fuzzer,$(FUZZ_SANITIZE) -o $@ $^ $(INDEX_LIBS)

## make fuzz-csv    fuzz a reader for FUZZ_SECONDS (300); also fuzz-tsv, -sgml, -xml, -html, -jsonl, -text,
##                  -markdown, -mail, -warc, -unpack, -date, -dateline
$(FUZZ_TARGETS): fuzz-%: $(FUZZ)/fuzz_corpus
	@BUILD=$(BUILD) FUZZ_SECONDS=$(FUZZ_SECONDS) tests/fuzz/run $*
.PHONY: $(FUZZ_TARGETS)

## make fuzz-deps   install what it needs: clang and its libraries
fuzz-deps:
	@tests/fuzz/deps
.PHONY: fuzz-deps
