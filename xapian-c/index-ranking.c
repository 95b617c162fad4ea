#include "xapian-c/layout-private.h"

const IndexRankingPart index_ranking_parts[INDEX_RANKING_PARTS] = {
    {"k1", G_STRUCT_OFFSET(IndexRanking, k1)},
    {"b", G_STRUCT_OFFSET(IndexRanking, b)},
    {"title-weight", G_STRUCT_OFFSET(IndexRanking, title_weight)},
    {"feedback", G_STRUCT_OFFSET(IndexRanking, feedback)},
};

static double part(const IndexRanking *ranking, gsize i)
{
    return G_STRUCT_MEMBER(double, ranking, index_ranking_parts[i].offset);
}

void layout_number_append(GString *text, double number)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(digits, sizeof digits, "%.15g", number);
    if (g_ascii_strtod(digits, NULL) != number)
        g_ascii_dtostr(digits, sizeof digits, number);
    g_string_append(text, digits);
}

char *index_ranking_to_text(const IndexRanking *ranking)
{
    GString *text = g_string_new(NULL);
    for (gsize i = 0; i < INDEX_RANKING_PARTS; i++) {
        if (i > 0)
            g_string_append_c(text, ';');
        if (part(ranking, i) >= 0)
            layout_number_append(text, part(ranking, i));
    }
    if (text->len == INDEX_RANKING_PARTS - 1)
        g_string_truncate(text, 0);
    return g_string_free(text, FALSE);
}

gboolean index_ranking_read(IndexRanking *ranking, const char *text)
{
    *ranking = INDEX_RANKING_UNSET;
    g_auto(GStrv) written = g_strsplit(text, ";", -1);
    gboolean read = g_strv_length(written) <= INDEX_RANKING_PARTS;
    for (gsize i = 0; i < INDEX_RANKING_PARTS && written[i] != NULL; i++) {
        char *end;
        double number = g_ascii_strtod(written[i], &end);
        gboolean good = end != written[i] && *end == '\0' && number >= 0 && number <= G_MAXINT;
        if (good)
            G_STRUCT_MEMBER(double, ranking, index_ranking_parts[i].offset) = number;
        read &= good || *written[i] == '\0';
    }
    return read;
}

gboolean index_ranking_equal(const IndexRanking *a, const IndexRanking *b)
{
    for (gsize i = 0; i < INDEX_RANKING_PARTS; i++)
        if (part(a, i) != part(b, i) && (part(a, i) >= 0 || part(b, i) >= 0))
            return FALSE;
    return TRUE;
}
