#include "indexer/identity.h"

#include <string.h>
#define XXH_STATIC_LINKING_ONLY /* the state on the stack */
#include <xxhash.h>

/* Parts are hashed with their lengths, so that no two lists of parts run into one another. */
static void add(XXH3_state_t *state, const char *bytes, gsize length)
{
    guint64 prefix = GUINT64_TO_LE((guint64)length);
    XXH3_128bits_update(state, &prefix, sizeof prefix);
    XXH3_128bits_update(state, bytes, length);
}

static void add_string(XXH3_state_t *state, const GString *string)
{
    add(state, string->str, string->len);
}

static void add_number(XXH3_state_t *state, guint64 number)
{
    number = GUINT64_TO_LE(number);
    add(state, (const char *)&number, sizeof number);
}

static Identity finish(XXH3_state_t *state)
{
    Identity identity;
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state));
    memcpy(identity.bytes, canonical.digest, IDENTITY_BYTES);
    return identity;
}

static void add_collection(XXH3_state_t *state, const Article *article, const char *path,
                           const char *collection)
{
    if (collection != NULL) {
        add(state, collection, strlen(collection));
    } else if (article->field[ARTICLE_SOURCE]->len > 0) {
        add_string(state, article->field[ARTICLE_SOURCE]);
    } else {
        const char *slash = strrchr(path, '/');
        const char *name = slash != NULL ? slash + 1 : path;
        add(state, name, strlen(name));
    }
}

Identity identity_of_article(const Article *article, const char *path, const char *collection)
{
    XXH3_state_t state;
    Identity known;
    if (identity_of_hex(article->origin.identity->str, &known))
        return known;
    XXH3_128bits_reset(&state);
    if (article->field[ARTICLE_URL]->len > 0) {
        add(&state, "url", 3);
        add_string(&state, article->field[ARTICLE_URL]);
    } else if (article->field[ARTICLE_ID]->len > 0) {
        add(&state, "id", 2);
        add_collection(&state, article, path, collection);
        add_string(&state, article->field[ARTICLE_ID]);
    } else if (strcmp(path, "-") == 0) {
        add(&state, "text", 4);
        add_string(&state, article->field[ARTICLE_TITLE]);
        add_string(&state, article->field[ARTICLE_TEXT]);
    } else {
        add(&state, "place", 5);
        add(&state, path, strlen(path));
        const char *member = article->place.member != NULL ? article->place.member : "";
        add(&state, member, strlen(member));
        add_number(&state, article->place.record);
    }
    return finish(&state);
}

Identity identity_of_content(const Article *article)
{
    XXH3_state_t state;
    XXH3_128bits_reset(&state);
    for (int i = 0; i < ARTICLE_FIELDS; i++)
        add_string(&state, article->field[i]);
    add_number(&state, article->date.seconds);
    add_number(&state, article->date.precision);
    return finish(&state);
}

void identity_to_hex(const Identity *identity, char hex[IDENTITY_HEX])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < IDENTITY_BYTES; i++) {
        *hex++ = digits[identity->bytes[i] >> 4];
        *hex++ = digits[identity->bytes[i] & 15];
    }
    *hex = '\0';
}

static int digit_value(char digit)
{
    return g_ascii_islower(digit) || g_ascii_isdigit(digit) ? g_ascii_xdigit_value(digit) : -1;
}

gboolean identity_of_hex(const char *hex, Identity *identity)
{
    for (int i = 0; i < IDENTITY_BYTES; i++, hex += 2) {
        int high = digit_value(hex[0]), low = high < 0 ? -1 : digit_value(hex[1]);
        if (low < 0)
            return FALSE;
        identity->bytes[i] = (guint8)(high << 4 | low);
    }
    return TRUE;
}
