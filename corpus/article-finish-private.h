/* article-finish: what is done to every article, whatever format it came in, when its fields are filled.
 *
 *   - left-overs of HTML are taken out of fields that should be plain text
 *   - the dateline at the head of the text gives place and agency
 *   - where no date was declared, the address, the dateline or the file's name may have one
 */
#pragma once

#include "corpus/record-batch-private.h"

void article_finish(const Format *format, const char *file_name, Article *article);
