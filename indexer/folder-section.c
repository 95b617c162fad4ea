#include "indexer/folder-section.h"

#include <string.h>

void folder_section_fill(Article *article, const char *path)
{
    GString *section = article->field[ARTICLE_SECTION];
    const char *member = article->place.member;
    const char *place = member != NULL ? member : path;
    if (section->len > 0 || strchr(place, '/') == NULL)
        return;
    g_autofree char *folder = g_path_get_dirname(place);
    g_autofree char *name = g_path_get_basename(folder);
    if (strcmp(name, "/") == 0 || strcmp(name, ".") == 0)
        return;
    g_autofree char *valid = g_utf8_make_valid(name, -1);
    for (char *p = valid; *p != '\0'; p = g_utf8_next_char(p))
        g_string_append_unichar(section,
                                g_unichar_iscntrl(g_utf8_get_char(p)) ? ' ' : g_utf8_get_char(p));
}
