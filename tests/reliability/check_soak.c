/* An index that is written to all the time: small runs that add, replace and remove, with readers that stay
 * open. Nothing grows that should not: memory, file descriptors, segments, files; and at the end the index holds
 * and finds what one does that is built afresh from the final state.
 *
 * SOAK_SECONDS in the environment: how long; SEED: of what is written and asked. */
#include <check.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "indexer/segments.h"
#include "tests/reliability/beside-fixture-private.h"
#include "tests/reliability/kill-fixture-private.h"
#include "tests/support/document-dump.h"

#define READERS 4
#define SAMPLES 4096 /* of memory and descriptors, at most; then every second one is dropped */
#define BATCH 16     /* of the articles each run brings one, so that each changes again and again */
/* What counts as flat: the later part may be above the earlier one by an eighth, and by this. */
#define SLACK_KB 6144
#ifdef __SANITIZE_ADDRESS__
#define MEMORY_IS_ITS_OWN FALSE /* freed memory is kept for a while */
#else
#define MEMORY_IS_ITS_OWN TRUE
#endif

/* A figure that must not grow: samples in the order of time. */
typedef struct {
    guint count, every, skipped;
    guint64 samples[SAMPLES];
} Series;

static void series_add(Series *series, guint64 sample)
{
    if (series->skipped++ % MAX(series->every, 1) != 0)
        return;
    if (series->count == SAMPLES) {
        for (guint i = 0; i < SAMPLES / 2; i++)
            series->samples[i] = series->samples[2 * i];
        series->count = SAMPLES / 2;
        series->every = 2 * MAX(series->every, 1);
    }
    series->samples[series->count++] = sample;
}

/* The greatest of a part of the samples, in hundredths of them. */
static guint64 series_greatest(const Series *series, guint from, guint to)
{
    guint64 greatest = 0;
    for (guint i = series->count * from / 100; i < series->count * to / 100; i++)
        greatest = MAX(greatest, series->samples[i]);
    return greatest;
}

/* The first fifth is for warming up. */
static void assert_flat(const char *what, const Series *series, guint64 slack)
{
    if (series->count < 20)
        return;
    guint64 early = series_greatest(series, 20, 50), late = series_greatest(series, 70, 100);
    ck_assert_msg(late <= early + early / 8 + slack,
                  "%s grows: from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT " in %u samples", what, early, late,
                  series->count);
}

/* ---- readers ----------------------------------------------------------------------------------*/

typedef struct {
    gint stop, failed;
    char message[1024];
    struct {
        Series memory, descriptors;
        gint answers;
    } reader[READERS];
} Shared;

static Shared *shared;

static guint64 memory_of(GPid pid)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/statm", (int)pid), *text = NULL;
    unsigned long total, resident = 0;
    if (g_file_get_contents(path, &text, NULL, NULL) && sscanf(text, "%lu %lu", &total, &resident) != 2)
        resident = 0;
    return (guint64)resident * (guint64)sysconf(_SC_PAGESIZE) / 1024;
}

static guint64 descriptors_of(GPid pid)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/fd", (int)pid);
    GDir *dir = g_dir_open(path, 0, NULL);
    guint64 count = 0;
    while (dir != NULL && g_dir_read_name(dir) != NULL)
        count++;
    g_clear_pointer(&dir, g_dir_close);
    return count;
}

static void reader_fail(const char *wrong)
{
    if (g_atomic_int_compare_and_exchange(&shared->failed, FALSE, TRUE))
        g_strlcpy(shared->message, wrong, sizeof shared->message);
}

/* So many questions one search is asked, as fast as its answers are taken. */
#define QUESTIONS 20000

typedef struct {
    GPid pid;
    FILE *answers;
    guint asked;
} Search;

/* Every article has one of the words of each question, so there is one line to read for each. */
static void write_questions(const char *path, guint seed)
{
    FILE *file = fopen(path, "w");
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    for (guint i = 0; file != NULL && i < QUESTIONS; i++)
        fprintf(file, PROOF_WORD " w%xs\n", (guint)g_rand_int_range(random, 0, 400));
    if (file == NULL || fclose(file) != 0)
        _exit(1);
}

static Search search_open(const char *index, const char *questions)
{
    g_autofree char *program = proof_program("dateline");
    const char *const argv[] = {program, "search", "-q", "--any", "--json", "-n", "1",
                                "-i", index, "--batch", questions, NULL};
    Search search = {0};
    int out;
    if (!g_spawn_async_with_pipes(NULL, (char **)argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &search.pid,
                                  NULL, &out, NULL, NULL))
        _exit(1);
    search.answers = fdopen(out, "r");
    return search;
}

/* The answer to the next question. What is wrong with it, or NULL. */
static char *search_next(Search *search)
{
    char *line = NULL;
    size_t room = 0;
    gboolean answered = getline(&line, &room, search->answers) > 0;
    cJSON *object = answered ? cJSON_Parse(line) : NULL;
    Said said = object != NULL ? said_of(object) : (Said){.torn = TRUE};
    cJSON_Delete(object);
    char *wrong = said.torn || said.number == 0 ? g_strdup_printf("torn: %.600s", answered ? line : "nothing")
                                                : NULL;
    free(line);
    search->asked++;
    return wrong;
}

/* Answers that are left are not read: a closed pipe is no error. */
static void search_close(Search *search)
{
    int status;
    fclose(search->answers);
    if (waitpid(search->pid, &status, 0) != search->pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        reader_fail("a search that stayed open ended with an error");
}

/* A process of its own, with a search that stays open. */
static void G_GNUC_NORETURN read_on(const char *index, guint number, guint seed)
{
    enum { LOOK_EVERY = 16 };
    g_autofree char *questions = g_strdup_printf("%s.questions-%u", index, number);
    write_questions(questions, seed + number);
    Search search = search_open(index, questions);
    while (!g_atomic_int_get(&shared->stop) && !g_atomic_int_get(&shared->failed)) {
        if (search.asked == QUESTIONS) {
            search_close(&search);
            search = search_open(index, questions);
        }
        g_autofree char *wrong = search_next(&search);
        if (wrong != NULL)
            reader_fail(wrong);
        if (search.asked % LOOK_EVERY == 0) {
            series_add(&shared->reader[number].memory, memory_of(search.pid));
            series_add(&shared->reader[number].descriptors, descriptors_of(search.pid));
        }
        g_atomic_int_inc(&shared->reader[number].answers);
        g_usleep(2000);
    }
    search_close(&search);
    _exit(0);
}

/* ---- the writer -------------------------------------------------------------------------------*/

typedef struct {
    char *index, *fresh, *input;
    GRand *random;
    guint articles; /* numbers 1.. */
    guint *version; /* by number; 0: it is not there */
    guint *newest;  /* that it ever had */
    guint runs;
    guint64 most_bytes;
    guint most_small; /* segments at the end of a run */
    Series memory;    /* of runs that index */
} Soak;

static void run_writer(Soak *self, const char *const *argv, gboolean indexes)
{
    GPid pid;
    int status;
    struct rusage usage;
    g_autoptr(GError) error = NULL;
    gboolean started =
        g_spawn_async(NULL, (char **)argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error);
    ck_assert_msg(started, "%s", error != NULL ? error->message : "");
    ck_assert_int_eq(wait4(pid, &status, 0, &usage), pid);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "run %u (%s): status %d", self->runs, argv[1],
                  status);
    if (indexes)
        series_add(&self->memory, (guint64)usage.ru_maxrss);
    self->runs++;
}

static void index_input(Soak *self, const char *index)
{
    g_autofree char *program = proof_program("dateline-index");
    const char *const argv[] = {program, "index", "-q", "-j2", "-m", "64M", "--collection", "wire", "-i", index,
                                self->input, NULL};
    run_writer(self, argv, index == self->index);
}

static void write_article(const Soak *self, FILE *file, guint number)
{
    beside_write(file, number, self->version[number], 0);
}

/* Some new ones, and some in a new version; none twice, which would be listed as rejected. */
static void bring_some(Soak *self)
{
    g_autoptr(GHashTable) brought = g_hash_table_new(NULL, NULL);
    FILE *file = fopen(self->input, "w");
    ck_assert_ptr_nonnull(file);
    for (guint count = MAX(self->articles / BATCH, 1); count > 0; count--) {
        guint number = (guint)g_rand_int_range(self->random, 1, (gint)self->articles + 1);
        if (!g_hash_table_add(brought, GUINT_TO_POINTER(number)))
            continue;
        self->version[number] = ++self->newest[number];
        write_article(self, file, number);
    }
    ck_assert_int_eq(fclose(file), 0);
    index_input(self, self->index);
}

static void remove_some(Soak *self)
{
    g_autofree char *program = proof_program("dateline");
    g_autoptr(GString) query = g_string_new(NULL);
    for (guint count = 0; count < 8; count++) {
        guint number = (guint)g_rand_int_range(self->random, 1, (gint)self->articles + 1);
        if (self->version[number] == 0)
            continue;
        g_string_append_printf(query, "%s" BESIDE_NUMBER "%u", query->len > 0 ? " OR " : "", number);
        self->version[number] = 0;
    }
    const char *const argv[] = {program, "remove", "-q", "--yes", "-i", self->index, query->str, NULL};
    if (query->len > 0)
        run_writer(self, argv, FALSE);
}

static void run_plain(Soak *self, const char *command)
{
    g_autofree char *program = proof_program("dateline-index");
    const char *const argv[] = {program, command, "-i", self->index, NULL};
    run_writer(self, argv, FALSE);
}

static guint64 bytes_below(const char *path)
{
    guint64 sum = 0;
    GDir *dir = g_dir_open(path, 0, NULL);
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        GStatBuf status;
        if (g_lstat(file, &status) == 0)
            sum += S_ISDIR(status.st_mode) ? bytes_below(file) : (guint64)status.st_size;
    }
    g_clear_pointer(&dir, g_dir_close);
    return sum;
}

/* After a run: few small segments, and no file that should not be there. */
static void look_at_folder(Soak *self)
{
    guint64 all = bytes_below(self->index);
    g_autoptr(GPtrArray) segments = proof_segments(self->index);
    guint small = 0;
    for (guint i = 0; i < segments->len; i++)
        small += bytes_below(segments->pdata[i]) <= all / 4;
    ck_assert_msg(small <= SEGMENTS_MAX, "run %u: %u small segments", self->runs, small);
    self->most_small = MAX(self->most_small, small);
    self->most_bytes = MAX(self->most_bytes, all);
    g_autofree char *strays = kill_strays(self->index);
    ck_assert_msg(*strays == '\0', "run %u: %s", self->runs, strays);
}

static void step(Soak *self, guint number)
{
    if (number % 3 == 2)
        remove_some(self);
    else
        bring_some(self);
    if (number % 40 == 39)
        run_plain(self, "compact");
    if (number % 100 == 99)
        run_plain(self, "reindex");
    look_at_folder(self);
}

/* ---- the end ----------------------------------------------------------------------------------*/

/* All documents, without where their files were. */
static char *contents(const char *index)
{
    g_autofree char *dump = documents_dump(index, NULL, 0);
    g_autoptr(GRegex) places = g_regex_new("(path|record|modtime)=[^%]*", 0, 0, NULL);
    return g_regex_replace_literal(places, dump, -1, 0, "", 0, NULL);
}

static char *answer_to(const Soak *self, const char *index, const char *query)
{
    g_autofree char *program = proof_program("dateline");
    const char *const argv[] = {program, "search", "-q", "--any", "-n", "0", "--template", "{rank} {id} {score}\\n",
                                "-i", index, query, NULL};
    (void)self;
    g_auto(Ran) ran = beside_run(argv);
    ck_assert_msg(ran_well(&ran, TRUE), "%s: %s", query, ran.complaint);
    return g_steal_pointer(&ran.out);
}

static void compare_with_fresh(Soak *self)
{
    FILE *file = fopen(self->input, "w");
    ck_assert_ptr_nonnull(file);
    for (guint number = 1; number <= self->articles; number++)
        if (self->version[number] > 0)
            write_article(self, file, number);
    ck_assert_int_eq(fclose(file), 0);
    index_input(self, self->fresh);
    g_autofree char *expected = contents(self->fresh), *found = contents(self->index);
    proof_compare("documents beside those of a fresh index", expected, found);
    run_plain(self, "compact");
    for (guint i = 0; i < 20; i++) {
        g_autofree char *query = g_strdup_printf("w%xs w%xs " BESIDE_NUMBER "%u", i * i, 7 * i, i + 1);
        g_autofree char *one = answer_to(self, self->fresh, query), *other = answer_to(self, self->index, query);
        proof_compare(query, one, other);
    }
    guint64 bytes = bytes_below(self->fresh);
    ck_assert_msg(self->most_bytes <= 6 * bytes + (1 << 20),
                  "the index took %" G_GUINT64_FORMAT " bytes, a fresh one takes %" G_GUINT64_FORMAT,
                  self->most_bytes, bytes);
}

/* ---- the whole --------------------------------------------------------------------------------*/

static void stop_readers(const pid_t *readers)
{
    g_atomic_int_set(&shared->stop, TRUE);
    for (guint i = 0; i < READERS; i++) {
        int status;
        ck_assert_int_eq(waitpid(readers[i], &status, 0), readers[i]);
        ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "reader %u died", i);
        proof_figure("answers beside a writer", (guint64)shared->reader[i].answers);
    }
    proof_figure("wrong answers beside a writer", shared->failed);
    ck_assert_msg(!shared->failed, "%s", shared->message);
    for (guint i = 0; i < READERS; i++) {
        if (MEMORY_IS_ITS_OWN)
            assert_flat("a reader's memory (KB)", &shared->reader[i].memory, SLACK_KB);
        assert_flat("the number of a reader's file descriptors", &shared->reader[i].descriptors, 16);
    }
}

static void print_figures(const Soak *self)
{
    const Series *memory = &self->memory, *reader = &shared->reader[0].memory;
    printf("%u runs, %d answers of the first reader; at most %u small segments\n"
           "KB of a run: %" G_GUINT64_FORMAT " early, %" G_GUINT64_FORMAT " late; of a reader: %" G_GUINT64_FORMAT
           " early, %" G_GUINT64_FORMAT " late; descriptors: %" G_GUINT64_FORMAT " early, %" G_GUINT64_FORMAT
           " late\n",
           self->runs, shared->reader[0].answers, self->most_small, series_greatest(memory, 20, 50),
           series_greatest(memory, 70, 100), series_greatest(reader, 20, 50), series_greatest(reader, 70, 100),
           series_greatest(&shared->reader[0].descriptors, 20, 50),
           series_greatest(&shared->reader[0].descriptors, 70, 100));
    proof_figure("runs", self->runs);
}

START_TEST(test_soak)
{
    gboolean whole = proof_is_whole();
    guint seconds = beside_environment("SOAK_SECONDS", whole ? 180 : 2);
    guint seed = beside_environment("SEED", 20140808);
    g_autofree char *scratch = test_tmpdir();
    g_autofree char *index = g_build_filename(scratch, "index", NULL);
    g_autofree char *fresh = g_build_filename(scratch, "fresh", NULL);
    g_autofree char *input = g_build_filename(scratch, "input.jsonl", NULL);
    guint articles = whole ? 1200 : 200;
    g_autofree guint *version = g_new0(guint, articles + 1), *newest = g_new0(guint, articles + 1);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    Soak self = {.index = index, .fresh = fresh, .input = input, .random = random, .articles = articles,
                 .version = version, .newest = newest};
    printf("seed %u, %u seconds\n", seed, seconds);
    fflush(stdout);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ck_assert(shared != MAP_FAILED);
    pid_t readers[READERS];
    bring_some(&self);
    for (guint i = 0; i < READERS; i++) {
        readers[i] = fork();
        ck_assert_int_ge(readers[i], 0);
        if (readers[i] == 0)
            read_on(index, i, seed);
    }
    gint64 end = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
    for (guint number = 0; g_get_monotonic_time() < end && !g_atomic_int_get(&shared->failed); number++)
        step(&self, number);
    stop_readers(readers);
    if (MEMORY_IS_ITS_OWN)
        assert_flat("the memory of a run (KB)", &self.memory, SLACK_KB);
    compare_with_fresh(&self);
    print_figures(&self);
    test_remove(g_steal_pointer(&scratch));
}
END_TEST

int main(void)
{
    proof_use_memory();
    Suite *suite = suite_create("soak");
    TCase *tests = tcase_create("soak");
    tcase_set_timeout(tests, 7200);
    tcase_add_test(tests, test_soak);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
