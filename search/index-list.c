#include "search/index-list.h"

void index_list_clear(IndexList *list)
{
    g_clear_pointer(&list->names, g_ptr_array_unref);
}
