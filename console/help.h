/* help: what --help prints of a command's options, within 80 columns. */
#pragma once

#include "console/options.h"

void help_append(GString *out, const OptionTable *table);
