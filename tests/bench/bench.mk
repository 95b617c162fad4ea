# Benchmarks; see tests/bench/README.md. SQLite is needed for one of the programs compared only, so
# it is looked for here and not among the PACKAGES.
BENCH       := $(BUILD)/tests/bench
BENCH_LIBS   = $(call libs_of,libcjson glib-2.0) -lm
SQLITE_LIBS  = $(shell pkg-config --libs sqlite3 2>/dev/null)
SQLITE_FLAGS = $(shell pkg-config --cflags sqlite3 2>/dev/null)
BENCH_TOOLS := $(BENCH)/generate $(BENCH)/measure $(BENCH)/dump

$(BENCH)/fts5.c.o: ROOM_CFLAGS = $(call cflags_of,libcjson glib-2.0) $(SQLITE_FLAGS)

$(BENCH)/generate: $(BENCH)/generate.c.o $(BENCH)/lexicon.c.o
$(BENCH)/measure: $(BENCH)/measure.c.o
$(BENCH)/dump: $(BENCH)/dump.c.o $(BENCH)/articles.c.o
$(BENCH_TOOLS):
	$(QUIET_LD)$(CC) $(LDHARDEN) $(LDFLAGS) -o $@ $^ $(BENCH_LIBS)
$(BENCH)/fts5: $(BENCH)/fts5.c.o $(BENCH)/articles.c.o
	$(QUIET_LD)$(CC) $(LDHARDEN) $(LDFLAGS) -o $@ $^ $(SQLITE_LIBS) $(BENCH_LIBS)

# Loops over one part of the program, for those who tune it.
$(BENCH)/bench_%: $(BENCH)/bench_%.c.o $(BUILD)/search.a $(BUILD)/console.a $(BUILD)/stemmer.a $(BUILD)/xapian-c.a
	$(QUIET_LD)$(CXX) $(LDHARDEN) $(LDFLAGS) -o $@ $^ $(SEARCH_LIBS)

# What Xapian alone answers.
$(BENCH)/plain: $(BENCH)/plain.cc.o $(BUILD)/stemmer.a
	$(QUIET_LD)$(CXX) $(LDHARDEN) $(LDFLAGS) -o $@ $^ -lstemmer $(call libs_of,xapian-core libcjson glib-2.0)

# Which program shows the passage that a person would pick?
$(BENCH)/snippets.c.o: ROOM_CFLAGS = $(call cflags_of,glib-2.0) $(if $(SQLITE_LIBS),-DHAVE_SQLITE $(SQLITE_FLAGS))
$(BENCH)/snippets: $(BENCH)/snippets.c.o $(patsubst %,$(BUILD)/tests/support/%.o,xapian-snippet.cc tmpdir.c) \
    $(patsubst %,$(BUILD)/%.a,search console stemmer xapian-c)
	$(QUIET_LD)$(CXX) $(LDHARDEN) $(LDFLAGS) -o $@ $^ $(SQLITE_LIBS) $(SEARCH_LIBS)

## make bench-snippets  compare snippets with Xapian's and FTS5's on the passages that a person picked
bench-snippets: $(BENCH)/snippets
	@$(BENCH)/snippets
.PHONY: bench-snippets

BENCH_PEERS = $(if $(filter bench,$(MAKECMDGOALS)),$(if $(SQLITE_LIBS),$(BENCH)/fts5))

## make bench       compare speed and size with other indexers (SIZE=20M|250M|2.5G or
##                  CORPUS=FILE.jsonl; RUNS=3; PEERS="dateline-1 dateline-2 xapian …")
bench: $(PROGRAMS) $(BENCH_TOOLS) $(BENCH_PEERS)
	@BUILD=$(BUILD) tests/bench/run
.PHONY: bench

## make bench-deps  install the programs that it compares with
bench-deps:
	@tests/bench/deps
.PHONY: bench-deps

## make bench-readers  how fast each format is read by one core (SIZE=100M; RUNS=5; FORMATS="jsonl csv …")
bench-readers: $(PROGRAMS) $(BENCH)/generate $(BENCH)/measure
	@BUILD=$(BUILD) tests/bench/readers
.PHONY: bench-readers

## make bench-shards  what it costs to search 4 or 8 servers on this machine instead of one (SIZE=100M)
bench-shards: $(PROGRAMS) $(BENCH)/generate
	@BUILD=$(BUILD) tests/bench/shards
.PHONY: bench-shards

## make bench-quality  how good the answers are on collections that were judged, beside plain BM25, and what a
##                  query costs (COLLECTIONS="time cranfield cacm")
bench-quality: $(PROGRAMS) $(BENCH)/bench_query $(BENCH)/plain
	@BUILD=$(BUILD) tests/bench/quality
.PHONY: bench-quality
