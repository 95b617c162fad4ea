#include "tests/bench/articles.h"

cJSON *articles_next(FILE *file, char **buffer, size_t *size)
{
    ssize_t length;
    while ((length = getline(buffer, size, file)) >= 0) {
        cJSON *article = cJSON_ParseWithLength(*buffer, (size_t)length);
        if (cJSON_IsObject(article))
            return article;
        cJSON_Delete(article);
        fprintf(stderr, "bench: passed over a line that is no JSON object\n");
    }
    return NULL;
}

const char *articles_text(const cJSON *article, const char *name)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(article, name);
    if (cJSON_IsArray(member))
        member = member->child;
    return cJSON_IsString(member) ? member->valuestring : "";
}
