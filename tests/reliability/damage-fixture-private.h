/* damage-fixture-private: an index, files of it damaged by seeded faults, and what commands make of that. */
#pragma once

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "tests/reliability/proof-articles-private.h"
#include "tests/reliability/proof-fixture-private.h"

typedef enum { FAULT_FLIP, FAULT_CUT, FAULT_ZERO, FAULTS } FaultKind;

static const char *const fault_names[FAULTS] = {"flip", "cut", "zeros"};

/* One damage of one file; which, its number says. */
typedef struct {
    FaultKind kind;
    gsize offset, length; /* of the bytes; a cut goes to the end */
    int bit;
} Fault;

/* The file as it was. */
typedef struct {
    char *path;
    char *bytes;
    gsize length;
} Victim;

static inline Victim victim_open(const char *path)
{
    Victim victim = {.path = g_strdup(path)};
    ck_assert_msg(g_file_get_contents(path, &victim.bytes, &victim.length, NULL), "can't read %s", path);
    return victim;
}

static inline void victim_close(Victim *victim)
{
    g_free(victim->path);
    g_free(victim->bytes);
}

/* Not synced, as thousands are written. */
static inline void victim_put(const char *path, const char *bytes, gsize length)
{
    FILE *file = fopen(path, "w");
    ck_assert_msg(file != NULL && fwrite(bytes, 1, length, file) == length && fclose(file) == 0, "%s", path);
}

static inline Fault fault_draw(const Victim *victim, guint seed)
{
    GRand *random = g_rand_new_with_seed(seed);
    Fault fault;
    gboolean changes = FALSE;
    while (!changes) {
        fault.kind = (FaultKind)g_rand_int_range(random, 0, FAULTS);
        fault.offset = (gsize)g_rand_double_range(random, 0, (double)victim->length);
        fault.bit = g_rand_int_range(random, 0, 8);
        fault.length = 1;
        if (fault.kind == FAULT_ZERO)
            fault.length = (gsize)g_rand_int_range(random, 1, 4096);
        fault.length = MIN(fault.length, victim->length - fault.offset);
        changes = fault.kind != FAULT_ZERO;
        for (gsize i = 0; i < fault.length; i++)
            changes = changes || victim->bytes[fault.offset + i] != 0;
    }
    g_rand_free(random);
    return fault;
}

static inline void fault_inject(const Victim *victim, const Fault *fault, const char *path)
{
    g_autofree char *bytes = g_memdup2(victim->bytes, victim->length);
    gsize length = victim->length;
    if (fault->kind == FAULT_FLIP)
        bytes[fault->offset] ^= (char)(1 << fault->bit);
    else if (fault->kind == FAULT_ZERO)
        memset(bytes + fault->offset, 0, fault->length);
    else
        length = fault->offset;
    victim_put(path, bytes, length);
}

/* ---- commands ---------------------------------------------------------------------------------*/

#define DAMAGE_SECONDS 10

typedef struct {
    char *out, *complaint;
    int status; /* as of waitpid() */
} Answer;

static inline void answer_clear(Answer *answer)
{
    g_clear_pointer(&answer->out, g_free);
    g_clear_pointer(&answer->complaint, g_free);
}

static inline void damage_limit(gpointer data)
{
    (void)data;
    setrlimit(RLIMIT_CPU, &(struct rlimit){DAMAGE_SECONDS, DAMAGE_SECONDS + 1});
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
}

/* Runs `dateline ARGUMENTS -i INDEX`; arguments end in NULL. */
static inline Answer damage_ask(const char *const *arguments, const char *index)
{
    g_autofree char *program = proof_program("dateline");
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    Answer answer = {0};
    g_autoptr(GError) error = NULL;
    g_ptr_array_add(argv, program);
    for (gsize i = 0; arguments[i] != NULL; i++) {
        g_ptr_array_add(argv, (gpointer)arguments[i]);
        if (i == 0) {
            g_ptr_array_add(argv, (gpointer) "-i");
            g_ptr_array_add(argv, (gpointer)index);
        }
    }
    g_ptr_array_add(argv, NULL);
    ck_assert_msg(g_spawn_sync(NULL, (char **)argv->pdata, NULL, G_SPAWN_DEFAULT, damage_limit, NULL,
                               &answer.out, &answer.complaint, &answer.status, &error),
                  "%s", error != NULL ? error->message : "");
    return answer;
}

typedef enum {
    ANSWER_RIGHT,
    ANSWER_ERROR, /* status 2, and it says why */
    ANSWER_DEATH, /* status 2, and it says that damage killed it */
    ANSWER_WRONG, /* another answer than of the sound index, and not a word about it */
    ANSWER_CRASH, /* ended by a signal */
    ANSWER_LOOP,  /* without end */
    ANSWERS
} AnswerClass;

static const char *const answer_names[ANSWERS] = {"right", "error", "death", "wrong", "crash", "loop"};

static inline AnswerClass answer_judge(const Answer *answer, const Answer *right)
{
    if (WIFSIGNALED(answer->status))
        return WTERMSIG(answer->status) == SIGXCPU || WTERMSIG(answer->status) == SIGKILL ? ANSWER_LOOP
                                                                                         : ANSWER_CRASH;
    if (answer->status == right->status && strcmp(answer->out, right->out) == 0)
        return ANSWER_RIGHT;
    if (WEXITSTATUS(answer->status) == 2 && strstr(answer->complaint, "crashed (") != NULL)
        return strstr(answer->complaint, "dateline check") != NULL ? ANSWER_DEATH : ANSWER_CRASH;
    if (WEXITSTATUS(answer->status) == 2 && g_str_has_prefix(answer->complaint, "dateline: "))
        return ANSWER_ERROR;
    return WEXITSTATUS(answer->status) > 2 ? ANSWER_CRASH : ANSWER_WRONG;
}
