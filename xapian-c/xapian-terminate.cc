#include "xapian-c/xapian-private.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <unistd.h>

namespace
{

constexpr int STATUS_ERROR = 2;

/* The last call that failed is why Xapian threw. Memory may be what there is none of: nothing is
 * allocated. */
[[noreturn]] void end_with_message() noexcept
{
    char line[512], reason[128];
    int number = errno;
    snprintf(line, sizeof line,
             "dateline: can't write the index: Xapian could not go on after a failure (%s), and "
             "gave up; what "
             "was published before is in the index: run again when the reason is gone\n",
             strerror_r(number, reason, sizeof reason));
    ssize_t written = write(STDERR_FILENO, line, strlen(line));
    static_cast<void>(written);
    _exit(STATUS_ERROR);
}

} // namespace

extern "C" void xap_end_on_terminate(void)
{
    std::set_terminate(end_with_message);
}
