/* dateline: where an article was filed, by which agency and when, as its first line says.
 *
 *     BAKU, Aug. 8 (Reuters) —      WASHINGTON —        (AP) —         FORT WASHINGTON, Pa. (AP) _
 *     Berlin (dpa) -                Baku, 8. August (Reuters) –        Paris, le 8 août (AFP) -
 *     MADRID, 8 Ago. (EFE).-        МОСКВА, 8 авг - РИА Новости.       БАКУ, 8 августа. /ТАСС/.
 *
 * A place alone counts only in capitals and before a dash; with a date or an agency behind it also as names are
 * written. The rules: Associated Press Stylebook, entry "datelines", and the usage of the agencies named.
 */
#pragma once

#include "corpus/corpus.h"

typedef struct {
    const char *place, *agency; /* within the text; NULL: none */
    gsize place_length, agency_length;
    ArticleDate date; /* only if the year is written, too */
    gsize length;     /* of the whole, with its dash; 0: the text begins with no dateline */
} Dateline;

void dateline_read(const char *text, gsize length, Dateline *dateline);

/* A date in an address or a file name: /2014/08/08/, 2014-08-08-, _20140808.; of an address also /2014/08/. FALSE if
 * there is none. */
gboolean date_in_name(const char *name, gsize length, gboolean address, ArticleDate *date);
