/* Eight processes search while a writer loads, replaces, merges, removes, compacts and builds anew. None of
 * them ever meets an error, half an article, one that is missing though nobody touched it, one twice, or one
 * that is old again.
 *
 * SEED in the environment: of what the readers ask; the instants are the clock's. */
#include <check.h>
#include <signal.h>
#include <sys/mman.h>

#include "tests/reliability/beside-fixture-private.h"

#define READERS 8
#define GROUP_SIZE 25
#define ID_DIGITS 32 /* an article's own id, as export prints it, is shorter */
#define WHOLE_SECONDS 75
#define MESSAGE_SIZE 2048

/* Articles by number: first those that stay as they are, then those that get new versions all the time, then
 * groups that are removed one after the other, then those that come. */
typedef struct {
    guint steady, changing, groups, coming; /* coming: in each round */
    guint rounds;                           /* at most */
    const char *index;
    guint seed;
} Plan;

/* What the processes tell each other. */
typedef struct {
    gint stop;
    gint failed;
    gint answers[READERS];
    char phase[64];
    char message[MESSAGE_SIZE];
} Shared;

static Shared *shared;

static guint first_of_groups(const Plan *plan)
{
    return plan->steady + plan->changing + 1;
}

static guint first_coming(const Plan *plan)
{
    return first_of_groups(plan) + plan->groups * GROUP_SIZE;
}

static guint last_ever(const Plan *plan)
{
    return first_coming(plan) + plan->coming * plan->rounds - 1;
}

/* ---- a reader ---------------------------------------------------------------------------------*/

typedef struct {
    const Plan *plan;
    GRand *random;
    guint *newest;         /* by number: the newest version that was seen */
    guint8 *seen;          /* by number: in the answer that is being read */
    char *steady_id;       /* of an article that stays */
    guint steady_number;
    GString *program;
} Reader;

/* What is wrong with what is said of one article; NULL: nothing. */
static char *judge_article(Reader *self, Said said)
{
    const Plan *plan = self->plan;
    if (said.torn || said.number == 0 || said.version == 0 || said.number > last_ever(plan))
        return g_strdup_printf("torn: number %u, version %u", said.number, said.version);
    if (self->seen[said.number]++ > 0)
        return g_strdup_printf("article %u is there twice", said.number);
    if (said.number <= plan->steady && said.version != 1)
        return g_strdup_printf("article %u has version %u", said.number, said.version);
    if (said.version < self->newest[said.number])
        return g_strdup_printf("article %u is of version %u again", said.number, said.version);
    self->newest[said.number] = said.version;
    return NULL;
}

/* Every article that must always be there. */
static char *judge_all_there(const Reader *self)
{
    for (guint number = 1; number < first_of_groups(self->plan); number++)
        if (self->seen[number] == 0)
            return g_strdup_printf("article %u is missing", number);
    return NULL;
}

/* One article a line. version: that all must have; 0: any. */
static char *judge_lines(Reader *self, const char *out, guint version)
{
    memset(self->seen, 0, last_ever(self->plan) + 1);
    g_auto(GStrv) lines = g_strsplit(out, "\n", -1);
    for (char **line = lines; *line != NULL && **line != '\0'; line++) {
        cJSON *object = cJSON_Parse(*line);
        if (object == NULL)
            return g_strdup_printf("no JSON: %.200s", *line);
        Said said = said_of(object);
        char *wrong = judge_article(self, said);
        if (wrong == NULL && version != 0 && said.version != version)
            wrong = g_strdup_printf("version %u was asked for: %.300s", version, *line);
        if (said.number == self->steady_number && strlen(beside_string(object, "id")) == ID_DIGITS) {
            g_free(self->steady_id);
            self->steady_id = g_strdup(beside_string(object, "id"));
        }
        cJSON_Delete(object);
        if (wrong != NULL)
            return wrong;
    }
    return version != 0 ? NULL : judge_all_there(self);
}

static char *judge_all(Reader *self, const char *out, guint number)
{
    (void)number;
    return judge_lines(self, out, 0);
}

static char *judge_version(Reader *self, const char *out, guint number)
{
    return judge_lines(self, out, number);
}

static char *judge_one(Reader *self, const char *out, guint number)
{
    (void)number;
    cJSON *object = cJSON_Parse(out);
    Said said = object != NULL ? said_of(object) : (Said){.torn = TRUE};
    cJSON_Delete(object);
    return !said.torn && said.number == self->steady_number && said.version == 1 ? NULL
                                                                                 : g_strdup("not that article");
}

static char *judge_none(Reader *self, const char *out, guint number)
{
    (void)self, (void)number;
    return strcmp(out, "0\n") == 0 ? NULL : g_strdup("terms and fields of an article disagree");
}

/* A group leaves as one. */
static char *judge_group(Reader *self, const char *out, guint number)
{
    (void)self, (void)number;
    gulong count = strtoul(out, NULL, 10);
    return count == 0 || count == GROUP_SIZE ? NULL : g_strdup("part of what is removed in one step");
}

static char *judge_counts(Reader *self, const char *out, guint number)
{
    (void)number;
    double sum = 0;
    g_auto(GStrv) lines = g_strsplit(out, "\n", -1);
    for (char **line = lines; *line != NULL && **line != '\0'; line++) {
        cJSON *object = cJSON_Parse(*line);
        sum += object != NULL ? beside_number(object, "count") : 0;
        cJSON_Delete(object);
    }
    return sum >= first_of_groups(self->plan) - 1 && sum <= last_ever(self->plan)
               ? NULL
               : g_strdup_printf("counts of sources come to %.0f", sum);
}

static char *judge_nothing(Reader *self, const char *out, guint number)
{
    (void)self, (void)number;
    return *out != '\0' ? NULL : g_strdup("nothing was printed");
}

/* What a reader asks. {} stands for a number: a version, a group or an id. */
typedef enum { ASKS_PLAIN, ASKS_VERSION, ASKS_GROUP, ASKS_ID } Asks;

static const struct {
    const char *name;
    Asks asks;
    gboolean may_find_nothing;
    char *(*judge)(Reader *, const char *, guint);
    const char *argv[8];
} questions[] = {
    {"search", ASKS_PLAIN, FALSE, judge_all, {"search", "-q", "-n", "0", "--json", PROOF_WORD}},
    {"search by date", ASKS_PLAIN, FALSE, judge_all,
     {"search", "-q", "-n", "0", "--json", "--sort", "-date", PROOF_WORD}},
    {"search a version", ASKS_VERSION, TRUE, judge_version,
     {"search", "-q", "-n", "0", "--json", BESIDE_VERSION "{}"}},
    {"text and source", ASKS_VERSION, TRUE, judge_none,
     {"search", "-q", "-c", BESIDE_VERSION "{} -source:" BESIDE_VERSION "{}"}},
    {"source and title", ASKS_VERSION, TRUE, judge_none,
     {"search", "-q", "-c", "source:" BESIDE_VERSION "{} -title:" BESIDE_VERSION "{}"}},
    {"a group", ASKS_GROUP, TRUE, judge_group, {"search", "-q", "-c", BESIDE_GROUP "{}"}},
    {"show", ASKS_ID, FALSE, judge_one, {"show", "-q", "--json", "{}"}},
    {"kwic", ASKS_PLAIN, FALSE, judge_all, {"kwic", "-q", "-n", "0", "--json", PROOF_WORD}},
    {"facets", ASKS_PLAIN, FALSE, judge_counts,
     {"search", "-q", "-n", "0", "--json", "--facet", "source", PROOF_WORD}},
    {"export", ASKS_PLAIN, FALSE, judge_all, {"export"}},
    {"stats", ASKS_PLAIN, FALSE, judge_nothing, {"stats", "--json"}},
};

static char *fill_in(const char *pattern, const char *what)
{
    g_auto(GStrv) parts = g_strsplit(pattern, "{}", -1);
    return g_strjoinv(what, parts);
}

/* Asks a question once. What is wrong with the answer, or NULL. */
static char *ask(Reader *self, gsize question)
{
    guint newest = MAX(self->newest[self->plan->steady + 1], 1), number = 0;
    if (questions[question].asks == ASKS_VERSION)
        number = (guint)g_rand_int_range(self->random, 1, (gint)newest + 2);
    else if (questions[question].asks == ASKS_GROUP)
        number = (guint)g_rand_int_range(self->random, 1, (gint)self->plan->groups + 1);
    g_autofree char *digits = g_strdup_printf("%u", number);
    const char *what = questions[question].asks == ASKS_ID ? self->steady_id : digits;
    if (what == NULL)
        return NULL;
    g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(argv, g_strdup(self->program->str));
    g_ptr_array_add(argv, g_strdup(questions[question].argv[0]));
    g_ptr_array_add(argv, g_strdup("-i"));
    g_ptr_array_add(argv, g_strdup(self->plan->index));
    for (gsize i = 1; i < G_N_ELEMENTS(questions[0].argv) && questions[question].argv[i] != NULL; i++)
        g_ptr_array_add(argv, fill_in(questions[question].argv[i], what));
    g_ptr_array_add(argv, NULL);
    g_auto(Ran) ran = beside_run((const char *const *)argv->pdata);
    if (!ran_well(&ran, questions[question].may_find_nothing))
        return g_strdup_printf("status %d, said: %.500s", ran.status, ran.complaint);
    return questions[question].judge(self, ran.out, number);
}

static void reader_fail(gsize question, const char *wrong)
{
    if (!g_atomic_int_compare_and_exchange(&shared->failed, FALSE, TRUE))
        return;
    g_snprintf(shared->message, MESSAGE_SIZE, "%s beside %s: %s", questions[question].name, shared->phase, wrong);
}

/* A process of its own, until it is told to stop. */
static void G_GNUC_NORETURN read_on(const Plan *plan, guint number)
{
    g_autofree char *program = proof_program("dateline");
    Reader self = {.plan = plan,
                   .random = g_rand_new_with_seed(plan->seed + number),
                   .newest = g_new0(guint, last_ever(plan) + 1),
                   .seen = g_new0(guint8, last_ever(plan) + 1),
                   .program = g_string_new(program)};
    self.steady_number = (guint)g_rand_int_range(self.random, 1, (gint)plan->steady + 1);
    while (!g_atomic_int_get(&shared->stop) && !g_atomic_int_get(&shared->failed)) {
        gsize question = (gsize)g_rand_int_range(self.random, 0, G_N_ELEMENTS(questions));
        g_autofree char *wrong = ask(&self, question);
        if (wrong != NULL)
            reader_fail(question, wrong);
        g_atomic_int_inc(&shared->answers[number]);
    }
    _exit(0);
}

/* ---- the writer -------------------------------------------------------------------------------*/

typedef struct {
    Plan plan;
    char *scratch, *index, *input;
    guint version; /* the newest of the changing */
    guint round;
    pid_t readers[READERS];
} Beside;

static void begin_phase(const char *phase)
{
    g_strlcpy(shared->phase, phase, sizeof shared->phase);
}

static FILE *open_input(const Beside *self)
{
    FILE *file = fopen(self->input, "w");
    ck_assert_ptr_nonnull(file);
    return file;
}

static void write_range(FILE *file, guint first, guint count, guint version)
{
    for (guint number = first; number < first + count; number++)
        beside_write(file, number, version, 0);
}

static void load(const Beside *self, FILE *file, const char *memory)
{
    ck_assert_int_eq(fclose(file), 0);
    proof_index("index", "-q", "-j2", "--collection", "wire", "-m", memory, "-i", self->index, self->input, NULL);
}

static void load_base(const Beside *self)
{
    const Plan *plan = &self->plan;
    FILE *file = open_input(self);
    write_range(file, 1, plan->steady + plan->changing, 1);
    for (guint group = 1; group <= plan->groups; group++)
        for (guint i = 0; i < GROUP_SIZE; i++)
            /* A group is spread over the others, and so over segments. */
            beside_write(file, first_of_groups(plan) + i * plan->groups + group - 1, 1, group);
    load(self, file, "16M");
}

/* New articles, and all changing ones in a newer version; those that stay are brought once more. */
static void load_in_bulk(Beside *self)
{
    const Plan *plan = &self->plan;
    begin_phase("a load in bulk");
    self->version++;
    FILE *file = open_input(self);
    write_range(file, first_coming(plan) + self->round * plan->coming, plan->coming, 1);
    write_range(file, 1, plan->steady / 2, 1);
    write_range(file, plan->steady + 1, plan->changing, self->version);
    load(self, file, "16M");
}

/* Small runs, each with a segment of its own, of which some are merged. */
static void load_in_batches(Beside *self)
{
    enum { BATCHES = 4 };
    const Plan *plan = &self->plan;
    begin_phase("replacement in small runs");
    self->version++;
    for (guint batch = 0; batch < BATCHES; batch++) {
        guint first = plan->changing * batch / BATCHES, end = plan->changing * (batch + 1) / BATCHES;
        FILE *file = open_input(self);
        write_range(file, plan->steady + 1 + first, end - first, self->version);
        load(self, file, "64M");
    }
}

static void run_command(const Beside *self, const char *command, const char *option, const char *word)
{
    g_autofree char *program = proof_program("dateline");
    const char *const argv[] = {program, command, "-i", self->index, option, word, NULL};
    proof_spawn(argv, NULL, NULL);
}

static void play_round(Beside *self)
{
    load_in_bulk(self);
    load_in_batches(self);
    begin_phase("a removal");
    g_autofree char *group = g_strdup_printf(BESIDE_GROUP "%u", self->round + 1);
    run_command(self, "remove", "--yes", group);
    begin_phase("a merge of all");
    run_command(self, "compact", NULL, NULL);
    begin_phase("building anew");
    run_command(self, "reindex", "-q", NULL);
    self->round++;
}

/* ---- both -------------------------------------------------------------------------------------*/

static void start_readers(Beside *self)
{
    for (guint i = 0; i < READERS; i++) {
        pid_t pid = fork();
        ck_assert_int_ge(pid, 0);
        if (pid == 0)
            read_on(&self->plan, i);
        self->readers[i] = pid;
    }
}

static void stop_readers(const Beside *self)
{
    guint answers = 0;
    g_atomic_int_set(&shared->stop, TRUE);
    for (guint i = 0; i < READERS; i++) {
        int status;
        ck_assert_int_eq(waitpid(self->readers[i], &status, 0), self->readers[i]);
        ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "reader %u died", i);
        ck_assert_msg(shared->failed || shared->answers[i] > 0, "reader %u had no answer", i);
        answers += (guint)shared->answers[i];
    }
    proof_figure("answers beside a writer", answers);
}

START_TEST(test_readers)
{
    gboolean whole = proof_is_whole();
    guint rounds = whole ? 40 : 1;
    g_autofree char *scratch = test_tmpdir();
    g_autofree char *index = g_build_filename(scratch, "index", NULL);
    g_autofree char *input = g_build_filename(scratch, "input.jsonl", NULL);
    Beside self = {.plan = {.steady = whole ? 1500 : 150,
                            .changing = whole ? 1500 : 150,
                            .groups = rounds,
                            .coming = whole ? 500 : 100,
                            .rounds = rounds,
                            .index = index,
                            .seed = beside_environment("SEED", 20140808)},
                   .scratch = scratch,
                   .index = index,
                   .input = input,
                   .version = 1};
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ck_assert(shared != MAP_FAILED);
    printf("seed %u\n", self.plan.seed);
    fflush(stdout);
    load_base(&self);
    gint64 end = g_get_monotonic_time() + (gint64)beside_environment("READERS_SECONDS", whole ? WHOLE_SECONDS : 0) *
                                              G_USEC_PER_SEC;
    start_readers(&self);
    do
        play_round(&self);
    while (self.round < rounds && g_get_monotonic_time() < end && !g_atomic_int_get(&shared->failed));
    stop_readers(&self);
    proof_figure("runs", self.round * 8);
    proof_figure("wrong answers beside a writer", shared->failed);
    ck_assert_msg(!shared->failed, "%s (repeat with SEED=%u)", shared->message, self.plan.seed);
    test_remove(g_steal_pointer(&scratch));
}
END_TEST

int main(void)
{
    proof_use_memory();
    Suite *suite = suite_create("readers");
    TCase *tests = tcase_create("readers");
    tcase_set_timeout(tests, 3600);
    tcase_add_test(tests, test_readers);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
