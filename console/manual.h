/* manual: the manual page of a command, made of its table of options.
 *
 * Source of the language: man(7); what it uses, groff and mandoc both know.
 */
#pragma once

#include "console/options.h"

/* Appends the whole page, of section 1. */
void manual_append(GString *out, const OptionTable *table);
