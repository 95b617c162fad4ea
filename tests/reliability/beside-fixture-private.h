/* beside-fixture-private: articles that tell whether an answer is whole, and what programs say of them.
 *
 * Article N in version V says `artkN` and `verkV` in its title, at both ends of its text, and V in its source.
 * Whatever is printed of it must speak of one number and one version throughout. */
#pragma once

#include <cjson/cJSON.h>
#include <stdlib.h>

#include "tests/reliability/proof-articles-private.h"
#include "tests/reliability/proof-fixture-private.h"

#define BESIDE_NUMBER "artk"
#define BESIDE_VERSION "verk"
#define BESIDE_GROUP "leavek"

static inline guint beside_environment(const char *name, guint otherwise)
{
    const char *text = g_getenv(name);
    return text != NULL && *text != '\0' ? (guint)strtoul(text, NULL, 10) : otherwise;
}

/* group: of those that leave together; 0: none. */
static inline void beside_write(FILE *file, guint number, guint version, guint group)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(number * 1000003u + version);
    g_autofree char *leaves = group > 0 ? g_strdup_printf(" " BESIDE_GROUP "%u", group) : g_strdup("");
    fprintf(file, "{\"id\":%u,\"source\":\"" BESIDE_VERSION "%u\",\"date\":\"2014-%02u-%02u\",", number, version,
            1 + number % 12, 1 + number % 28);
    fprintf(file, "\"title\":\"Report " BESIDE_NUMBER "%u " BESIDE_VERSION "%u\",", number, version);
    fprintf(file, "\"text\":\"Opening " BESIDE_NUMBER "%u " BESIDE_VERSION "%u " PROOF_WORD "%s of", number, version,
            leaves);
    for (gint words = g_rand_int_range(random, 20, 200); words > 0; words--) {
        double share = g_rand_double(random);
        fprintf(file, " w%xs", (guint)(share * share * share * 20000));
    }
    fprintf(file, ". Closing " BESIDE_NUMBER "%u " BESIDE_VERSION "%u.\"}\n", number, version);
}

/* ---- running ----------------------------------------------------------------------------------*/

typedef struct {
    char *out, *complaint;
    int status; /* as wait() gives it */
} Ran;

static inline void ran_clear(Ran *ran)
{
    g_clear_pointer(&ran->out, g_free);
    g_clear_pointer(&ran->complaint, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Ran, ran_clear)

static inline Ran beside_run(const char *const *argv)
{
    Ran ran = {.status = -1};
    g_autoptr(GError) error = NULL;
    if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &ran.out, &ran.complaint,
                      &ran.status, &error)) {
        ran.out = g_strdup("");
        ran.complaint = g_strdup(error->message);
    }
    return ran;
}

/* Exit status 0, or 1 if it may find nothing; and not a word on stderr. */
static inline gboolean ran_well(const Ran *ran, gboolean may_find_nothing)
{
    return WIFEXITED(ran->status) && *ran->complaint == '\0' &&
           (WEXITSTATUS(ran->status) == 0 || (may_find_nothing && WEXITSTATUS(ran->status) == 1));
}

/* ---- what is said of an article ---------------------------------------------------------------*/

typedef struct {
    guint number, version; /* 0: nothing was said */
    gboolean torn;         /* two numbers or two versions */
} Said;

static inline void said_number(const char *text, const char *word, guint *number, gboolean *torn)
{
    for (const char *at = text; (at = strstr(at, word)) != NULL;) {
        at += strlen(word);
        guint found = (guint)strtoul(at, NULL, 10);
        *torn |= found == 0 || (*number != 0 && found != *number);
        *number = found;
    }
}

/* Adds what a text says. */
static inline void said_add(Said *said, const char *text)
{
    said_number(text, BESIDE_NUMBER, &said->number, &said->torn);
    said_number(text, BESIDE_VERSION, &said->version, &said->torn);
}

/* What one object of JSON says in all its strings. */
static inline Said said_of(const cJSON *object)
{
    Said said = {0};
    for (const cJSON *member = object->child; member != NULL; member = member->next)
        if (cJSON_IsString(member))
            said_add(&said, member->valuestring);
    return said;
}

static inline const char *beside_string(const cJSON *object, const char *name)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsString(member) ? member->valuestring : "";
}

static inline double beside_number(const cJSON *object, const char *name)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(member) ? member->valuedouble : -1;
}
