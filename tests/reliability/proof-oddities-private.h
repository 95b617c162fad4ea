/* proof-oddities-private: JSON Lines full of what is rare in news. Each function writes one file. */
#pragma once

#include <glib.h>
#include <stdio.h>

/* Nothing, one word, only marks, only spaces; words of scripts without spaces; a zero byte inside of a word. */
static inline void oddity_small(FILE *file)
{
    static const char *const texts[] = {
        "", " ", "word", "-- ... ,,", "\\n\\n\\t", "a", "'", "’s", "\\u0000", "ab\\u0000cd",
        "\\u0001\\u007f x", "停火", "停", "ราคา", "\\ud83d\\ude00", "U.S.", "10,000", "cease-fire",
        "C++ C#", "_", "\\u00ad", "é", "e\\u0301", "ﷺ", "½", "\\ufeffbegins with a mark", "0", "1e5"};
    static const char *const titles[] = {"", "Title", "word", "\\u0000", "U.S."};
    guint id = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        for (gsize k = 0; k < G_N_ELEMENTS(titles); k++)
            fprintf(file, "{\"id\":%u,\"title\":\"%s\",\"text\":\"%s\"}\n", ++id, titles[k], texts[i]);
}

/* Words and field values around every length at which something is cut: 60 to 68 characters, 190 to 252
 * bytes; of one, two and four bytes a character. */
static inline void oddity_lengths(FILE *file)
{
    static const char *const letters[] = {"q", "ж", "𐐀"};
    guint id = 0;
    for (gsize kind = 0; kind < G_N_ELEMENTS(letters); kind++)
        for (guint length = 40; length <= 260; length += length == 68 ? 100 : 1) {
            g_autoptr(GString) word = g_string_new(NULL);
            for (guint i = 0; i < length; i++)
                g_string_append(word, letters[kind]);
            fprintf(file, "{\"id\":\"%s%u\",\"title\":\"%s\",\"text\":\"before %sa %sb after\",", word->str,
                    ++id, word->str, word->str, word->str);
            fprintf(file, "\"source\":\"%sa\",\"author\":\"%sb\",\"section\":\"%s\",", word->str,
                    word->str, word->str);
            fprintf(file, "\"url\":\"http://%s.example/%s\"}\n", id % 2 ? "host" : word->str, word->str);
        }
}

/* One document of 5 MB: positions past 2^20, a wdf past 2^14, and one short document on each side. */
static inline void oddity_huge(FILE *file)
{
    enum { WORDS = 1250000, WDF = 70000 };
    fputs("{\"id\":1,\"text\":\"w0 before\"}\n{\"id\":2,\"title\":\"Huge\",\"text\":\"", file);
    for (guint i = 0; i < WORDS; i++)
        fprintf(file, i % (WORDS / WDF) == 0 ? "same " : "w%x ", i * 7919 % 997);
    fputs("\"}\n{\"id\":3,\"text\":\"w0 after\"}\n", file);
}

/* Some fields in some: each value slot has gaps of its own, and dates of every precision. */
static inline void oddity_values(FILE *file)
{
    static const char *const dates[] = {"", "2014", "2014-08", "2014-08-08", "2014-08-08T10:15:00Z",
                                        "1000-01-01", "2999-12-31"};
    for (guint i = 1; i <= 3000; i++) {
        fprintf(file, "{\"id\":%u,\"text\":\"report %u\"", i, i);
        if (i % 3 == 0)
            fprintf(file, ",\"date\":\"%s\"", dates[i / 3 % G_N_ELEMENTS(dates)]);
        if (i % 500 == 1)
            fputs(",\"source\":\"Rare\"", file);
        if (i > 1500)
            fprintf(file, ",\"section\":\"s%u\"", i % 4);
        if (i < 40)
            fprintf(file, ",\"author\":\"Author %u\\nAnother\"", i);
        if (i % 7 == 0)
            fputs(",\"title\":\"Same title\",\"language\":\"tlh\"", file);
        if (i % 11 == 0)
            fputs(",\"language\":\"de\"", file);
        fputs("}\n", file);
    }
}

/* 70,000 documents that share a term and little else: docids past 32,768 in long posting lists. */
static inline void oddity_many(FILE *file)
{
    for (guint i = 1; i <= 70000; i++)
        fprintf(file, "{\"id\":%u,\"text\":\"shared%s\"%s}\n", i, i % 1000 == 999 ? " rare" : "",
                i > 33000 && i < 69000 ? "" : ",\"source\":\"Wire\"");
}

/* The same identity again and again: the last stays, and the documents before it are deleted. */
static inline void oddity_repeated(FILE *file)
{
    for (guint i = 1; i <= 2000; i++)
        fprintf(file, "{\"id\":%u,\"text\":\"version %u of report %u\"}\n", i * i % 701, i, i * i % 701);
}
