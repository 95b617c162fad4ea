/* passages: reads the articles of tests/search/passages, with the passage that a person would pick
 * for each query; see the README there. */
#pragma once

#include <glib.h>
#include <string.h>

#define PASSAGES_FOLDER "tests/search/passages"

typedef struct {
    char *query, *passage; /* passage: white space collapsed */
} PassagePair;

typedef struct {
    char *name, *language, *title, *text;
    GArray *pairs; /* PassagePair */
} PassageArticle;

/* The text with each run of white space made one space. Free with g_free(). */
static inline char *passages_collapse(const char *text)
{
    GString *out = g_string_new(NULL);
    for (; *text; text++)
        if (!g_ascii_isspace(*text))
            g_string_append_c(out, *text);
        else if (out->len && out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
    if (out->len && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

static inline void passages_clear_pair(gpointer data)
{
    PassagePair *pair = data;
    g_free(pair->query);
    g_free(pair->passage);
}

static inline void passages_free_article(gpointer data)
{
    PassageArticle *article = data;
    g_free(article->name);
    g_free(article->language);
    g_free(article->title);
    g_free(article->text);
    g_array_unref(article->pairs);
    g_free(article);
}

static inline PassageArticle *passages_read_article(const char *name)
{
    g_autofree char *path = g_build_filename(PASSAGES_FOLDER, name, NULL), *content = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(path, &content, NULL, &error);
    g_assert_no_error(error);
    PassageArticle *article = g_new0(PassageArticle, 1);
    article->name = g_strdup(name);
    article->pairs = g_array_new(FALSE, FALSE, sizeof(PassagePair));
    g_array_set_clear_func(article->pairs, passages_clear_pair);
    GString *text = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
    for (gsize i = 0; lines[i]; i++) {
        if (i == 0)
            article->language = g_strdup(lines[i] + strlen("language "));
        else if (i == 1)
            article->title = g_strdup(lines[i] + strlen("title "));
        else if (g_str_has_prefix(lines[i], "? ") && lines[i + 1]) {
            PassagePair pair = {g_strdup(lines[i] + 2), passages_collapse(lines[i + 1] + 2)};
            g_array_append_val(article->pairs, pair);
            i++;
        } else if (article->pairs->len == 0)
            g_string_append_printf(text, "%s\n", lines[i]);
    }
    article->text = g_string_free(text, FALSE);
    return article;
}

static inline int passages_compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* All articles (PassageArticle *), by name. */
static inline GPtrArray *passages_read(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) folder = g_dir_open(PASSAGES_FOLDER, 0, &error);
    g_assert_no_error(error);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(folder));)
        if (g_str_has_suffix(name, ".txt"))
            g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, passages_compare_names);
    GPtrArray *articles = g_ptr_array_new_with_free_func(passages_free_article);
    for (guint i = 0; i < names->len; i++)
        g_ptr_array_add(articles, passages_read_article(names->pdata[i]));
    return articles;
}
