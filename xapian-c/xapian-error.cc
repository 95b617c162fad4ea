#include "xapian-c/xapian-private.h"

#include <cerrno>
#include <cstring>
#include <new>

namespace {

struct Verdict {
    IndexErrorCode code;
    bool again;
};

const char *advice(IndexErrorCode code) noexcept
{
    switch (code) {
    case INDEX_ERROR_PERMISSION:
        return "; check who owns it and its mode";
    case INDEX_ERROR_LOCKED:
        return "; wait until the other writer has ended";
    case INDEX_ERROR_VERSION:
        return "; use the version that made it, or index the articles again";
    case INDEX_ERROR_DAMAGED:
        return "; `dateline check` tells what is damaged";
    case INDEX_ERROR_OVERTAKEN:
        return "; a writer is changing it, try again";
    case INDEX_ERROR_NETWORK:
        return "; check that its server is running";
    case INDEX_ERROR_NO_SPACE:
        return "; free some space and run again";
    default:
        return "";
    }
}

/* Xapian hands out the text of errno, not its number. */
IndexErrorCode code_of_text(const char *text, IndexErrorCode otherwise) noexcept
{
    static const int known[] = {EACCES, EPERM, EROFS, ENOSPC, EDQUOT, EFBIG, ENOMEM};
    if (text != nullptr)
        for (int errnum : known)
            if (strcmp(text, strerror(errnum)) == 0)
                return index_error_code(errnum);
    return otherwise;
}

/* The server that an error comes from: "127.0.0.1:7001" of its context "remote:tcp(127.0.0.1:7001)". */
std::string server_of(const std::string &context)
{
    static const std::string mark = "remote:tcp(";
    size_t end = context.rfind(')');
    if (context.compare(0, mark.size(), mark) != 0 || end == std::string::npos)
        return "";
    std::string server = context.substr(mark.size(), end - mark.size());
    size_t colon = server.rfind(':');
    if (server.find(':') < colon)
        server = "[" + server.substr(0, colon) + "]" + server.substr(colon);
    return server;
}

bool report(GError **error, const XapTask &task, Verdict verdict, const char *message,
            const char *reason = nullptr) noexcept
{
    g_autofree char *text = g_utf8_make_valid(message, -1);
    g_set_error(error, INDEX_ERROR, verdict.code, "can't %s '%s': %s%s%s%s", task.action,
                task.subject, text, reason != nullptr ? ": " : "", reason != nullptr ? reason : "",
                advice(verdict.code));
    return verdict.again;
}

XapFailure report(GError **error, const XapTask &task, Verdict verdict,
                  const Xapian::Error &e) noexcept
{
    const char *reason = e.get_error_string();
    verdict.code = code_of_text(reason, verdict.code);
    XapFailure failure = {false, server_of(e.get_context())};
    XapTask told = task;
    if (!failure.server.empty())
        told.subject = failure.server.c_str();
    failure.again = report(error, told, verdict, e.get_msg().c_str(), reason);
    return failure;
}

} // namespace

/* The ladder: derived types before their bases. */
XapFailure xap_exception_report(GError **error, const XapTask &task) noexcept
{
    try {
        throw;
    } catch (const Xapian::DatabaseNotFoundError &e) {
        return report(error, task, {INDEX_ERROR_NOT_FOUND, true}, e);
    } catch (const Xapian::DatabaseVersionError &e) {
        return report(error, task, {INDEX_ERROR_VERSION, false}, e);
    } catch (const Xapian::DatabaseOpeningError &e) {
        /* With a reason of the system's it is that; without, the bytes are something else. */
        return report(
            error, task,
            {e.get_error_string() != nullptr ? INDEX_ERROR_IO : INDEX_ERROR_NOT_AN_INDEX, true}, e);
    } catch (const Xapian::DatabaseModifiedError &e) {
        return report(error, task, {INDEX_ERROR_OVERTAKEN, true}, e);
    } catch (const Xapian::DatabaseCorruptError &e) {
        /* A block that is being overwritten can look damaged, too. */
        return report(error, task, {INDEX_ERROR_DAMAGED, true}, e);
    } catch (const Xapian::DatabaseLockError &e) {
        return report(error, task, {INDEX_ERROR_LOCKED, false}, e);
    } catch (const Xapian::DatabaseCreateError &e) {
        return report(error, task, {INDEX_ERROR_IO, false}, e);
    } catch (const Xapian::DatabaseClosedError &e) {
        return report(error, task, {INDEX_ERROR_INTERNAL, false}, e);
    } catch (const Xapian::DatabaseError &e) {
        return report(error, task, {INDEX_ERROR_IO, false}, e);
    } catch (const Xapian::DocNotFoundError &e) {
        return report(error, task, {INDEX_ERROR_NOT_FOUND, false}, e);
    } catch (const Xapian::NetworkError &e) {
        return report(error, task, {INDEX_ERROR_NETWORK, false}, e);
    } catch (const Xapian::FeatureUnavailableError &e) {
        return report(error, task, {INDEX_ERROR_VERSION, false}, e);
    } catch (const Xapian::QueryParserError &e) {
        return report(error, task, {INDEX_ERROR_QUERY, false}, e);
    } catch (const Xapian::WildcardError &e) {
        return report(error, task, {INDEX_ERROR_QUERY, false}, e);
    } catch (const Xapian::SerialisationError &e) {
        return report(error, task, {INDEX_ERROR_DAMAGED, false}, e);
    } catch (const Xapian::InvalidArgumentError &e) {
        return report(error, task, {task.misuse, false}, e);
    } catch (const Xapian::UnimplementedError &e) {
        return report(error, task, {task.misuse, false}, e);
    } catch (const Xapian::RangeError &e) {
        return report(error, task, {task.misuse, false}, e);
    } catch (const Xapian::Error &e) {
        return report(error, task, {INDEX_ERROR_INTERNAL, false}, e);
    } catch (const std::bad_alloc &) {
        return {report(error, task, {INDEX_ERROR_MEMORY, false}, "out of memory"), {}};
    } catch (const std::exception &e) {
        return {report(error, task, {INDEX_ERROR_INTERNAL, false}, e.what()), {}};
    } catch (...) {
        return {report(error, task, {INDEX_ERROR_INTERNAL, false}, "unknown exception"), {}};
    }
}

char *xap_copy(const std::string &bytes) noexcept
{
    char *copy = static_cast<char *>(g_malloc(bytes.size() + 1));
    memcpy(copy, bytes.data(), bytes.size());
    copy[bytes.size()] = '\0';
    return copy;
}

extern "C" const char *xap_version(void)
{
    return Xapian::version_string();
}
