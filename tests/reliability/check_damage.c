/* Damaged bytes anywhere in an index: `dateline check` finds every one and survives; a search answers rightly, or says
 * what is wrong; `dateline check --repair` keeps what can be read.
 *
 * SEED draws other faults; ONLY=FILE:NUMBER repeats one, as a failure names it. */
#include <stdlib.h>

#include "indexer/check-index.h"
#include "tests/reliability/damage-fixture-private.h"

#define DEFAULT_SEED 20140808u

typedef struct {
    guint articles;
    guint faults;   /* of each file */
    guint asked;    /* every so many of them, commands are run */
    guint blind;    /* of each table, found without checksums */
    guint repaired; /* of each file */
} Extent;

static Extent extent(void)
{
    return proof_is_whole() ? (Extent){400, 500, 10, 60, 16} : (Extent){60, 12, 12, 1, 1};
}

static const char *const files[] = {"iamglass",        "docdata.glass", "postlist.glass", "position.glass",
                                    "termlist.glass",  "checksums",     LAYOUT_STUB,      LAYOUT_SETTINGS,
                                    LAYOUT_JOURNAL};
#define TABLES 5 /* the first of these */

typedef struct {
    char *scratch, *index, *segment;
    guint seed;
} Damage;

static Damage *shared;

static guint from_environment(const char *name, guint otherwise)
{
    const char *text = g_getenv(name);
    return text != NULL && *text != '\0' ? (guint)strtoul(text, NULL, 10) : otherwise;
}

static char *path_of(const Damage *self, const char *file)
{
    gboolean in_segment = strcmp(file, "checksums") == 0 || strchr(file, '.') != NULL ||
                          strcmp(file, "iamglass") == 0;
    return g_build_filename(in_segment ? self->segment : self->index, file, NULL);
}

static void write_journal(const Damage *self)
{
    g_autofree char *name = g_path_get_basename(self->segment);
    g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)journal_entry_free);
    g_ptr_array_add(entries, journal_entry_new(name, 3, NULL));
    g_ptr_array_add(entries, journal_entry_new(name, 7, "000001"));
    ck_assert(layout_write_journal(self->index, entries, NULL));
}

static void remove_journal(const Damage *self)
{
    g_autofree char *path = path_of(self, LAYOUT_JOURNAL);
    (void)g_unlink(path);
}

static void set_up(void)
{
    Damage *self = shared = g_new0(Damage, 1);
    self->scratch = test_tmpdir();
    self->seed = from_environment("SEED", DEFAULT_SEED);
    self->index = g_build_filename(self->scratch, "index", NULL);
    g_autofree char *input = g_build_filename(self->scratch, "articles.jsonl", NULL);
    FILE *file = fopen(input, "w");
    ck_assert_ptr_nonnull(file);
    proof_write_articles(file, 1, extent().articles, 1);
    ck_assert(fclose(file) == 0);
    proof_index("index", "-q", "-j1", "-i", self->index, input, NULL);
    g_autoptr(GPtrArray) segments = proof_segments(self->index);
    ck_assert_uint_eq(segments->len, 1);
    self->segment = g_strdup(segments->pdata[0]);
}

static void tear_down(void)
{
    test_remove(shared->scratch);
    g_free(shared->index);
    g_free(shared->segment);
    g_clear_pointer(&shared, g_free);
}

static guint seed_of(const Damage *self, gsize file, guint number)
{
    return self->seed * 1000003u + (guint)file * 10007u + number;
}

static gboolean is_wanted(const char *file, guint number)
{
    const char *only = g_getenv("ONLY");
    g_autofree char *name = g_strdup_printf("%s:%u", file, number);
    return only == NULL || *only == '\0' || strcmp(only, name) == 0;
}

/* ---- found ------------------------------------------------------------------------------------*/

/* What the check says: 0 sound, 1 damaged, 2 neither. */
static int check(const Damage *self)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CheckReport) report = check_index(self->index, &(CheckOptions){.sample = 2}, &error);
    return report == NULL ? 2 : report->damages > 0;
}

START_TEST(every_damage_is_found)
{
    Damage *self = shared;
    const char *name = files[_i];
    guint injected[FAULTS] = {0}, found[FAULTS] = {0};
    if (strcmp(name, LAYOUT_JOURNAL) == 0)
        write_journal(self);
    g_autofree char *path = path_of(self, name);
    Victim victim = victim_open(path);
    ck_assert_msg(check(self) == 0, "the index is not sound to begin with");
    for (guint number = 0; number < extent().faults; number++) {
        if (!is_wanted(name, number))
            continue;
        Fault fault = fault_draw(&victim, seed_of(self, (gsize)_i, number));
        fault_inject(&victim, &fault, path);
        int answer = check(self);
        injected[fault.kind]++;
        found[fault.kind] += answer == 1;
        victim_put(path, victim.bytes, victim.length);
        ck_assert_msg(answer == 1, "%s at %zu+%zu not found (%d): SEED=%u ONLY=%s:%u", fault_names[fault.kind],
                      fault.offset, fault.length, answer, self->seed, name, number);
    }
    printf("%-15s", name);
    for (int kind = 0; kind < FAULTS; kind++) {
        printf("  %s %u of %u", fault_names[kind], found[kind], injected[kind]);
        proof_figure("faults injected", injected[kind]);
    }
    puts(" found");
    fflush(stdout);
    remove_journal(self);
    victim_close(&victim);
}
END_TEST

/* Without checksums there is only what Xapian and the texts tell; nothing is missed silently by a crash. */
START_TEST(without_checksums_much_is_found)
{
    Damage *self = shared;
    const char *name = files[_i];
    g_autofree char *path = path_of(self, name), *sums = path_of(self, "checksums");
    Victim victim = victim_open(path), checksums = victim_open(sums);
    ck_assert_int_eq(g_unlink(sums), 0);
    guint found = 0, count = extent().blind;
    for (guint number = 0; number < count; number++) {
        Fault fault = fault_draw(&victim, seed_of(self, (gsize)_i, number));
        fault_inject(&victim, &fault, path);
        g_autoptr(CheckReport) report =
            check_index(self->segment, &(CheckOptions){.sample = 2}, NULL);
        ck_assert_ptr_nonnull(report);
        found += report->damages > 0;
        victim_put(path, victim.bytes, victim.length);
    }
    victim_put(sums, checksums.bytes, checksums.length);
    printf("%-15s  by Xapian's own check alone %u of %u found\n", name, found, count);
    fflush(stdout);
    victim_close(&victim);
    victim_close(&checksums);
}
END_TEST

/* ---- answers ----------------------------------------------------------------------------------*/

/* Of article 7: a hash of its source and number. */
#define SOME_ID "df6d028965ed3f52717b5acdf991dc5e"

static const char *const questions[][8] = {
    {"search", "-q", "-n", "10", PROOF_WORD, NULL},
    {"search", "-q", "-n", "0", "--json", "w1as OR w2f0s OR w10s", NULL},
    {"search", "-q", "-n", "20", "\"number 7 in version\"", NULL},
    {"search", "-q", "-n", "20", "w1*", "source:wire", NULL},
    {"search", "-q", "-n", "0", "--sort", "date", "report -w0s", NULL},
    {"search", "-q", "--format", "count", "w2s OR w3s", NULL},
    {"show", "-q", SOME_ID, NULL},
    {"kwic", "-q", "w4s", NULL},
    {"export", NULL},
};

/* Runs every question; returns how many answers are of which class. */
static void ask_all(const Damage *self, const Answer *right, const char *name, guint number,
                    guint classes[ANSWERS])
{
    for (gsize q = 0; q < G_N_ELEMENTS(questions); q++) {
        Answer answer = damage_ask(questions[q], self->index);
        AnswerClass class = answer_judge(&answer, &right[q]);
        classes[class]++;
        if (class == ANSWER_WRONG && g_getenv("WRONG") != NULL)
            printf("wrong: SEED=%u ONLY=%s:%u, question %zu\n", self->seed, name, number, q);
        ck_assert_msg(class != ANSWER_CRASH && class != ANSWER_LOOP, "%s: status %d, said %s: SEED=%u ONLY=%s:%u, question %zu",
                      answer_names[class], answer.status, answer.complaint, self->seed, name, number, q);
        answer_clear(&answer);
    }
}

static void print_classes(const char *name, const guint classes[ANSWERS])
{
    printf("%-15s", name);
    for (int class = 0; class < ANSWERS; class++)
        printf("  %s %u", answer_names[class], classes[class]);
    puts("");
    fflush(stdout);
}

START_TEST(no_answer_crashes_or_hangs)
{
    Damage *self = shared;
    const char *name = files[_i];
    Answer right[G_N_ELEMENTS(questions)];
    guint classes[ANSWERS] = {0}, runs = 0;
    if (strcmp(name, LAYOUT_JOURNAL) == 0)
        write_journal(self);
    for (gsize q = 0; q < G_N_ELEMENTS(questions); q++) {
        right[q] = damage_ask(questions[q], self->index);
        ck_assert_msg(WIFEXITED(right[q].status) && WEXITSTATUS(right[q].status) == 0,
                      "question %zu finds nothing: %s", q, right[q].complaint);
    }
    g_autofree char *path = path_of(self, name);
    Victim victim = victim_open(path);
    for (guint number = 0; number < extent().faults; number += extent().asked) {
        if (!is_wanted(name, number))
            continue;
        Fault fault = fault_draw(&victim, seed_of(self, (gsize)_i, number));
        fault_inject(&victim, &fault, path);
        ask_all(self, right, name, number, classes);
        victim_put(path, victim.bytes, victim.length);
        runs += G_N_ELEMENTS(questions);
    }
    print_classes(name, classes);
    proof_figure("runs", runs);
    proof_figure("crashes", classes[ANSWER_CRASH] + classes[ANSWER_LOOP]);
    proof_figure("silently wrong answers", classes[ANSWER_WRONG]);
    remove_journal(self);
    victim_close(&victim);
    for (gsize q = 0; q < G_N_ELEMENTS(questions); q++)
        answer_clear(&right[q]);
}
END_TEST

/* ---- repair -----------------------------------------------------------------------------------*/

/* The lines that an export prints, each once. */
static GHashTable *export_lines(const char *index)
{
    static const char *const command[] = {"export", NULL};
    Answer answer = damage_ask(command, index);
    ck_assert_msg(answer.status == 0, "export: status %d, said %s", answer.status, answer.complaint);
    GHashTable *lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(GStrv) split = g_strsplit(answer.out, "\n", -1);
    for (char **line = split; *line != NULL && **line != '\0'; line++)
        g_hash_table_add(lines, g_strdup(*line));
    answer_clear(&answer);
    return lines;
}

/* A repair that is killed at some instant leaves what the next one repairs. */
static void repair_and_kill(const char *index, guint seed)
{
    g_autofree char *program = proof_program("dateline-index");
    GRand *random = g_rand_new_with_seed(seed);
    pid_t pid = fork();
    if (pid == 0) {
        (void)!freopen("/dev/null", "w", stdout);
        (void)!freopen("/dev/null", "w", stderr);
        execl(program, program, "check", "--repair", "-i", index, (char *)NULL);
        _exit(127);
    }
    g_usleep((gulong)g_rand_int_range(random, 1000, 60000));
    g_rand_free(random);
    kill(pid, SIGKILL);
    ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
}

/* Returns how many articles are lost. */
static guint judge_repaired(const char *index, GHashTable *all, const Answer *said, const char *what)
{
    g_autoptr(GHashTable) left = export_lines(index);
    GHashTableIter iter;
    gpointer line;
    g_hash_table_iter_init(&iter, left);
    while (g_hash_table_iter_next(&iter, &line, NULL))
        ck_assert_msg(g_hash_table_contains(all, line), "an article that is not what it was: %s: %.300s", what,
                      (char *)line);
    guint lost = g_hash_table_size(all) - g_hash_table_size(left);
    ck_assert_msg((WEXITSTATUS(said->status) == 1) == (lost > 0) && (strstr(said->out, "lost: ") != NULL) == (lost > 0),
                  "%u articles lost, status %d, said %s: %s", lost, said->status, said->out, what);
    Answer found = damage_ask(questions[0], index);
    ck_assert_msg(WIFEXITED(found.status) && WEXITSTATUS(found.status) == (g_hash_table_size(left) == 0),
                  "no search after the repair: %s: %s", found.complaint, what);
    answer_clear(&found);
    return lost;
}

START_TEST(repair_keeps_what_can_be_read)
{
    static const char *const command[] = {"check", "--repair", NULL};
    Damage *self = shared;
    const char *name = files[_i];
    guint lost = 0;
    /* What a journal removes may be back without it. */
    g_autoptr(GHashTable) all = export_lines(self->index);
    if (strcmp(name, LAYOUT_JOURNAL) == 0)
        write_journal(self);
    g_autofree char *path = path_of(self, name);
    g_autofree char *copy = g_build_filename(self->scratch, "copy", NULL);
    g_autofree char *victim_path = g_strconcat(copy, path + strlen(self->index), NULL);
    Victim victim = victim_open(path);
    for (guint number = 0; number < extent().repaired; number++) {
        if (!is_wanted(name, number))
            continue;
        g_autofree char *what = g_strdup_printf("SEED=%u ONLY=%s:%u", self->seed, name, number);
        Fault fault = fault_draw(&victim, seed_of(self, (gsize)_i, number));
        test_remove(g_strdup(copy));
        proof_copy(self->index, copy);
        fault_inject(&victim, &fault, victim_path);
        if (number % 2 == 1)
            repair_and_kill(copy, seed_of(self, (gsize)_i, number));
        Answer said = damage_ask(command, copy);
        ck_assert_msg(WIFEXITED(said.status) && WEXITSTATUS(said.status) <= 1, "repair: status %d, said %s: %s",
                      said.status, said.complaint, what);
        /* What a killed repair has lost, only that one has said. */
        g_autoptr(CheckReport) report = check_index(copy, &(CheckOptions){.sample = 2}, NULL);
        ck_assert_msg(report != NULL && report->damages == 0, "not sound after the repair: %s", what);
        if (number % 2 == 0)
            lost += judge_repaired(copy, all, &said, what);
        answer_clear(&said);
        test_remove(g_strdup(copy));
    }
    printf("%-15s  %u repairs, %u articles of %u lost\n", name, extent().repaired, lost, g_hash_table_size(all));
    fflush(stdout);
    remove_journal(self);
    victim_close(&victim);
}
END_TEST

int main(void)
{
    proof_use_memory();
    printf("seed %u\n", from_environment("SEED", DEFAULT_SEED));
    Suite *suite = suite_create("damage");
    TCase *tests = tcase_create("damage");
    tcase_set_timeout(tests, 3600);
    tcase_add_unchecked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, every_damage_is_found, 0, G_N_ELEMENTS(files));
    tcase_add_loop_test(tests, without_checksums_much_is_found, 0, TABLES);
    tcase_add_loop_test(tests, no_answer_crashes_or_hangs, 0, G_N_ELEMENTS(files));
    tcase_add_loop_test(tests, repair_keeps_what_can_be_read, 0, G_N_ELEMENTS(files));
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
