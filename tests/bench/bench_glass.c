/* bench_glass [DOCUMENTS]: how fast the glass writer is by itself, on made-up postings at the scale
 * of a quarter gigabyte of news: 84,678 documents, 15 million (word, document) pairs with 42
 * million positions, as many (stem, document) pairs, and 3 KB of text each. Prints seconds for each
 * table. */
#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "xapian-c/glass-segment.h"

#define PAIRS_PER_DOCUMENT 177
#define WORDS 300000
#define TEXT_BYTES 3000

typedef struct {
    char text[20];
    guint8 length;
    guint32 postings; /* in how many documents */
    gsize first;      /* in docids, wdfs */
} Word;

typedef struct {
    guint32 documents;
    Word *words; /* in byte order */
    guint32 *docids;
    guint32 *wdfs;
    guint32 *positions; /* of all postings in order */
    gsize pairs, total;
    guint32 *doclens;
    /* the same by document: words from row[d] on */
    guint32 *row_words, *row_wdfs;
    gsize *rows;
} Collection;

static guint64 state = 88172645463325252u;

static guint32 noise(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (guint32)(state >> 16);
}

static double fraction(void)
{
    return (noise() >> 8) / 16777216.0;
}

static gint by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(((const Word *)a)->text, ((const Word *)b)->text);
}

/* Words of 2 to 12 letters, each drawn so that neighbours share prefixes, as real ones do. */
static void make_words(Collection *c)
{
    static const char common[] = "eeeetttaaooiinnsshhrrdlcumwfgypbvk";
    double sum = 0;
    for (guint i = 0; i < WORDS; i++)
        sum += 1 / (i + 10.0);
    double scale = (double)c->documents * PAIRS_PER_DOCUMENT / sum;
    for (guint i = 0; i < WORDS; i++) {
        Word *word = &c->words[i];
        double wanted = scale / (i + 10.0);
        word->postings = (guint32)CLAMP(wanted, 1, 0.8 * c->documents);
        word->length = (guint8)(3 + noise() % 5 + noise() % 5);
        for (guint j = 0; j < word->length; j++)
            word->text[j] = common[noise() % (sizeof common - 1)];
        g_snprintf(word->text + word->length, sizeof word->text - word->length, "%x", i % 16);
        word->length++;
    }
    qsort(c->words, WORDS, sizeof(Word), by_text);
    guint kept = 0;
    for (guint i = 0; i < WORDS; i++) {
        if (kept && strcmp(c->words[kept - 1].text, c->words[i].text) == 0)
            continue;
        c->words[kept++] = c->words[i];
    }
    for (guint i = kept; i < WORDS; i++)
        c->words[i].postings = 0;
    for (guint i = 0; i < kept; i++) {
        c->words[i].first = c->pairs;
        c->pairs += c->words[i].postings;
    }
}

static void make_postings(Collection *c)
{
    c->docids = g_new(guint32, c->pairs);
    c->wdfs = g_new(guint32, c->pairs);
    for (guint w = 0; w < WORDS; w++) {
        Word *word = &c->words[w];
        double often = (double)word->postings / c->documents;
        double step = word->postings ? (double)c->documents / word->postings : 0;
        for (guint32 i = 0; i < word->postings; i++) {
            c->docids[word->first + i] = 1 + (guint32)(i * step + fraction() * (step - 1));
            double more = -log(1 - fraction()) * (1.2 + 9 * often);
            c->wdfs[word->first + i] = 1 + (guint32)MIN(more, 200);
            c->total += c->wdfs[word->first + i];
        }
    }
    c->positions = g_new(guint32, c->total);
    gsize at = 0;
    for (gsize i = 0; i < c->pairs; i++) {
        guint32 wdf = c->wdfs[i], before = 0, window = 1 + 600 / wdf;
        for (guint32 j = 0; j < wdf; j++)
            c->positions[at++] = before += 1 + noise() % window;
    }
}

static void make_rows(Collection *c)
{
    c->rows = g_new0(gsize, c->documents + 2);
    c->doclens = g_new0(guint32, c->documents + 2);
    for (gsize i = 0; i < c->pairs; i++)
        c->rows[c->docids[i] + 1]++;
    for (guint32 d = 1; d < c->documents + 2; d++)
        c->rows[d] += c->rows[d - 1];
    c->row_words = g_new(guint32, c->pairs);
    c->row_wdfs = g_new(guint32, c->pairs);
    gsize *next = g_memdup2(c->rows, (c->documents + 2) * sizeof *c->rows);
    for (guint w = 0; w < WORDS; w++) {
        for (gsize i = c->words[w].first; i < c->words[w].first + c->words[w].postings; i++) {
            gsize at = next[c->docids[i]]++;
            c->row_words[at] = w;
            c->row_wdfs[at] = c->wdfs[i];
            c->doclens[c->docids[i]] += 2 * c->wdfs[i];
        }
    }
    g_free(next);
}

/* ---- the runs ---------------------------------------------------------------------------------*/

typedef struct {
    double seconds, user, system;
} Times;

static Times times_now(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (Times){(double)g_get_monotonic_time() / 1e6,
                   (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / 1e6,
                   (double)usage.ru_stime.tv_sec + (double)usage.ru_stime.tv_usec / 1e6};
}

static void print_times(const char *what, Times t)
{
    printf("%-32s %6.2f s  user %5.2f  system %5.2f\n", what, t.seconds, t.user, t.system);
}

static Times before;

/* What has passed since the last call; printed if it has a name. */
static Times lap(const char *what)
{
    Times now = times_now();
    Times t = {now.seconds - before.seconds, now.user - before.user, now.system - before.system};
    if (what)
        print_times(what, t);
    before = times_now();
    return t;
}

static void add_documents(Collection *c, GlassSegment *segment)
{
    /* Frequent words come often: the word is that of a random posting. */
    gsize size = 4 << 20;
    g_autofree char *text = g_malloc(size + 32);
    for (gsize at = 0; at < size;) {
        guint32 docid = 1 + noise() % c->documents;
        gsize row = c->rows[docid], next = c->rows[docid + 1];
        if (row == next)
            continue;
        const Word *word = &c->words[c->row_words[row + noise() % (next - row)]];
        memcpy(text + at, word->text, word->length);
        at += word->length;
        text[at++] = ' ';
    }
    lap(NULL);
    for (guint32 docid = 1; docid <= c->documents; docid++) {
        char day[9];
        guint32 identity[4] = {noise(), noise(), noise(), noise()};
        g_snprintf(day, sizeof day, "2014%04u", docid % 365);
        glass_segment_add_value(segment, docid, 0, identity, 16);
        glass_segment_add_value(segment, docid, 1, identity, 8);
        glass_segment_add_value(segment, docid, 2, day, 8);
        glass_segment_add_value(segment, docid, 4, identity, 16);
        glass_segment_add_value(segment, docid, 7, "reuters", 7);
        gsize length = TEXT_BYTES / 2 + noise() % TEXT_BYTES;
        glass_segment_add_document(segment, docid, c->doclens[docid],
                                   text + noise() % (size - length), length);
    }
    lap("documents: data, values");
}

static void add_terms(Collection *c, GlassSegment *segment)
{
    for (guint w = 0; w < WORDS; w++) {
        const Word *word = &c->words[w];
        char stem[24] = "Z";
        memcpy(stem + 1, word->text, word->length);
        if (word->postings == 0)
            continue;
        glass_segment_begin_term(segment, stem, word->length + 1u);
        for (gsize i = word->first; i < word->first + word->postings; i++)
            glass_segment_add_posting(segment, c->docids[i], c->wdfs[i], NULL, 0);
        glass_segment_end_term(segment);
    }
    Times stems = lap("stems: postings");
    gsize at = 0;
    for (guint w = 0; w < WORDS; w++) {
        const Word *word = &c->words[w];
        if (word->postings == 0)
            continue;
        glass_segment_begin_term(segment, word->text, word->length);
        for (gsize i = word->first; i < word->first + word->postings; i++) {
            glass_segment_add_posting(segment, c->docids[i], c->wdfs[i], c->positions + at,
                                      c->wdfs[i]);
            at += c->wdfs[i];
        }
        glass_segment_end_term(segment);
    }
    Times words = lap("words: postings, positions");
    print_times("  both together", (Times){stems.seconds + words.seconds, stems.user + words.user,
                                           stems.system + words.system});
}

static void add_termlists(Collection *c, GlassSegment *segment)
{
    for (guint32 docid = 1; docid <= c->documents; docid++) {
        gsize row = c->rows[docid], end = c->rows[docid + 1];
        if (row == end)
            continue;
        glass_segment_begin_termlist(segment, docid, 2 * (guint32)(end - row));
        for (gsize i = row; i < end; i++) {
            const Word *word = &c->words[c->row_words[i]];
            char stem[24] = "Z";
            memcpy(stem + 1, word->text, sizeof word->text);
            glass_segment_add_termlist_term(segment, stem, word->length + 1u, c->row_wdfs[i]);
        }
        for (gsize i = row; i < end; i++) {
            const Word *word = &c->words[c->row_words[i]];
            glass_segment_add_termlist_term(segment, word->text, word->length, c->row_wdfs[i]);
        }
        glass_segment_end_termlist(segment);
    }
    lap("term lists");
}

static void print_sizes(const char *dir, gboolean keep)
{
    static const char *const files[] = {"postlist.glass", "position.glass", "termlist.glass",
                                        "docdata.glass", "iamglass"};
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(dir, files[i], NULL);
        GStatBuf status;
        if (g_stat(path, &status) == 0)
            printf("%-32s %6.1f MB\n", files[i], (double)status.st_size / 1e6);
        if (!keep)
            g_unlink(path);
    }
    if (!keep)
        g_rmdir(dir);
}

int main(int argc, char **argv)
{
    Collection c = {.documents = argc > 1 ? (guint32)atoi(argv[1]) : 84678,
                    .words = g_new0(Word, WORDS)};
    int level = argc > 2 ? atoi(argv[2]) : 1;
    make_words(&c);
    make_postings(&c);
    make_rows(&c);
    printf("%u documents, %.1f M pairs, %.1f M positions, level %d\n", c.documents,
           (double)c.pairs / 1e6, (double)c.total / 1e6, level);

    g_autofree char *parent = g_dir_make_tmp("bench-glass-XXXXXX", NULL);
    g_autofree char *dir = g_build_filename(parent, "segment", NULL);
    g_autoptr(GError) error = NULL;
    GlassSegmentOptions options = {.compression = level,
                                   .uuid = (const guint8 *)"0123456789abcdef"};
    g_autoptr(GlassSegment) segment = glass_segment_new(dir, &options, &error);
    if (!segment)
        g_error("%s", error->message);
    add_documents(&c, segment);
    add_terms(&c, segment);
    add_termlists(&c, segment);
    if (!glass_segment_finish(segment, &error))
        g_error("%s", error->message);
    lap("finish: sync");
    print_sizes(dir, argc > 3);
    if (argc > 3)
        printf("kept in %s\n", dir);
    else
        g_rmdir(parent);
    return 0;
}
