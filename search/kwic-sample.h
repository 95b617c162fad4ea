/* kwic-sample: some of any number of lines, each as likely as any other.
 *
 * Each line gets a number that looks random but follows from the seed, the article and the place in it;
 * those with the least numbers are kept (bottom-k sampling: E. Cohen and H. Kaplan, Summarizing Data
 * using Bottom-k Sketches, 2007). So the same seed gives the same sample, in whatever order the lines
 * come and however the index is divided, and an index that has grown keeps most of it.
 */
#pragma once

#include <glib.h>

typedef struct KwicSample KwicSample;

KwicSample *kwic_sample_new(guint32 size, guint32 seed);
void kwic_sample_free(KwicSample *sample);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KwicSample, kwic_sample_free)

/* The number of a line: that of its article (an id, or where there is none a docid) and place. */
guint64 kwic_sample_number(const KwicSample *sample, const char *id, guint32 docid,
                           gboolean in_title, gsize start);

/* Whether a line of that number would be kept now: if not, it need not be made. */
gboolean kwic_sample_wants(const KwicSample *sample, guint64 number);

/* Adds copies of key and value, and drops what has no place any more. */
void kwic_sample_add(KwicSample *sample, guint64 number, const GString *key, const GString *value);

/* Calls func for each line that was kept, in no order, until it returns FALSE, which is then the
 * answer. */
typedef gboolean (*KwicSampleFunc)(const GString *key, const GString *value, gpointer data);
gboolean kwic_sample_each(const KwicSample *sample, KwicSampleFunc func, gpointer data);
