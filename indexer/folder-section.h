/* folder-section: the folder that a file lies in as the section of its articles, where collections are
 * kept so: sport/001.txt. */
#pragma once

#include "corpus/corpus.h"

/* Sets the section of an article that names none: to the name of the folder of the member of an
 * archive, else of the file; path is the file's absolute path, or "-". */
void folder_section_fill(Article *article, const char *path);
