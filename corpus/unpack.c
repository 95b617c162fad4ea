#include "corpus/unpack-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "corpus/gzip-members-private.h"
#include "corpus/magic-private.h"

/* A packing around an archive around a packing, and some more. */
#define MAX_LEVELS 6
#define BLOCK_BYTES (256 * 1024)
/* What unpacking a file may give, all packings together: so much, or so many times what was read of it. A packing of a
 * packing of nothing goes on for years. */
#define UNPACKED_FREE ((guint64)4 << 30)
#define UNPACKED_RATIO 100
/* So many packings may be met in a file for each of its bytes, and some more: the least that one takes. */
#define OPENED_FREE 1000
#define OPENED_BYTES 16
/* The most that what unpacks may take. xz -9 asks for 64 MiB; of zstd libarchive allows 128. */
#define WINDOW_MAX ((guint64)256 << 20)

/* What reads a level to unpack it gets. */
typedef struct {
    Unpack *unpack;
    int level;
} Input;

/* Level 0 is the file; the members of an archive on one level are the streams of the next. */
typedef struct {
    char *head; /* UNPACK_HEAD_BYTES */
    gsize head_length, head_used;
    gboolean whole;          /* the head is all there is */
    gboolean failed;         /* the next read says so; what came before it was still good */
    Input input;
    /* What unpacks this level; all NULL if it is not packed. */
    struct archive *archive;
    GzipMembers *gzip;
    Warc *warc;
    gboolean begun; /* the one stream of gzip is, or of what was only compressed */
    char *block;             /* for libarchive to read from */
    const char *pending;     /* libarchive's last block of this stream: what is left of it */
    gsize pending_length;
    char *member; /* this stream's name in the archive of the level below */
} Level;

struct Unpack {
    const gint *stop;
    const GRegex *urls;
    gsize record_max;
    int fd;
    guint64 *position;
    guint64 unpacked; /* bytes that came out of packings, of all levels */
    guint64 opened;   /* packings */
    gboolean spent;   /* one of them is too much */
    gboolean begun;
    /* The level of the present stream, or of the archive whose next member is due; -1: none. */
    int top;
    Level levels[MAX_LEVELS];
    GString *reason;
    GString *member;
    const char *kind;
};

Unpack *unpack_new(const gint *stop, const GRegex *urls, gsize record_max)
{
    Unpack *unpack = g_new0(Unpack, 1);
    unpack->stop = stop;
    unpack->urls = urls;
    unpack->record_max = record_max;
    unpack->top = -1;
    unpack->reason = g_string_new(NULL);
    unpack->member = g_string_new(NULL);
    return unpack;
}

static void close_unpacker(Level *level)
{
    archive_read_free(level->archive);
    level->archive = NULL;
    g_clear_pointer(&level->gzip, gzip_members_free);
    g_clear_pointer(&level->warc, warc_free);
    level->begun = FALSE;
}

static gboolean has_unpacker(const Level *level)
{
    return level->archive || level->gzip || level->warc;
}

static void level_close(Level *level)
{
    close_unpacker(level);
    g_clear_pointer(&level->member, g_free);
    level->head_length = level->head_used = 0;
}

void unpack_free(Unpack *unpack)
{
    if (unpack == NULL)
        return;
    /* From the innermost on: an archive reads from the one around it. */
    for (int i = MAX_LEVELS - 1; i >= 0; i--) {
        level_close(&unpack->levels[i]);
        g_free(unpack->levels[i].head);
        g_free(unpack->levels[i].block);
    }
    g_string_free(unpack->reason, TRUE);
    g_string_free(unpack->member, TRUE);
    g_free(unpack);
}

void unpack_open(Unpack *unpack, int fd, guint64 *position)
{
    for (int i = MAX_LEVELS - 1; i >= 0; i--)
        level_close(&unpack->levels[i]);
    unpack->fd = fd;
    unpack->position = position;
    unpack->unpacked = unpack->opened = 0;
    unpack->begun = unpack->spent = FALSE;
    unpack->top = -1;
}

/* ---- reading
 * ------------------------------------------------------------------------------------*/

/* What a reading function returns when it has failed after done bytes. */
static gssize fail(Level *level, gsize done)
{
    level->failed = done > 0;
    return done > 0 ? (gssize)done : -1;
}

static gssize read_file(Unpack *unpack, char *bytes, gsize room)
{
    gsize done = 0;
    while (done < room) {
        gssize n = read(unpack->fd, bytes + done, room - done);
        if (n < 0 && errno == EINTR) {
            if (unpack->stop && g_atomic_int_get(unpack->stop))
                break;
            continue;
        }
        if (n < 0) {
            g_string_printf(unpack->reason, "can't read: %s", g_strerror(errno));
            return fail(&unpack->levels[0], done);
        }
        if (n == 0)
            break;
        done += n;
        __atomic_store_n(unpack->position, *unpack->position + n, __ATOMIC_RELAXED);
    }
    return done;
}

static void set_archive_reason(Unpack *unpack, struct archive *archive)
{
    const char *why = archive_error_string(archive);
    g_autofree char *valid = g_utf8_make_valid(why ? why : "damaged", -1);
    g_string_printf(unpack->reason, "can't unpack: %s", valid);
}

/* Counts bytes that came out of a packing; FALSE if they are too many. */
static gboolean count_unpacked(Unpack *unpack, gsize length)
{
    unpack->unpacked += length;
    if (unpack->unpacked > UNPACKED_FREE && unpack->unpacked / UNPACKED_RATIO > *unpack->position) {
        unpack->spent = TRUE;
        g_string_printf(unpack->reason, "unpacks to more than %d times its size: what follows is not read",
                        UNPACKED_RATIO);
    }
    return !unpack->spent;
}

static gboolean count_opened(Unpack *unpack)
{
    unpack->spent = ++unpack->opened > OPENED_FREE + *unpack->position / OPENED_BYTES;
    if (unpack->spent)
        g_string_assign(unpack->reason, "packings in packings without end: what follows is not read");
    return !unpack->spent;
}

/* By blocks, since archive_read_data() forgets what came before an error. The holes of sparse
 * files, which are no text, are left out. */
static gssize read_member(Unpack *unpack, int i, char *bytes, gsize room)
{
    Level *level = &unpack->levels[i];
    struct archive *archive = unpack->levels[i - 1].archive;
    gsize done = 0;
    while (done < room) {
        la_int64_t offset;
        if (level->pending_length == 0) {
            int answer = archive_read_data_block(archive, (const void **)&level->pending,
                                                 &level->pending_length, &offset);
            if (answer == ARCHIVE_EOF || answer == ARCHIVE_RETRY)
                level->pending_length = 0;
            if (answer == ARCHIVE_EOF)
                break;
            if (answer < ARCHIVE_OK && answer != ARCHIVE_RETRY) {
                level->pending_length = 0;
                set_archive_reason(unpack, archive);
                return fail(level, done);
            }
            if (!count_unpacked(unpack, level->pending_length))
                return fail(level, done);
        }
        gsize n = MIN(level->pending_length, room - done);
        if (n)
            memcpy(bytes + done, level->pending, n);
        level->pending += n;
        level->pending_length -= n;
        done += n;
    }
    return done;
}

/* What the level below cuts out of its own bytes: the members of a gzip file, or the pages of a web archive. */
static gssize read_cut_out(Unpack *unpack, int i, char *bytes, gsize room)
{
    const Level *below = &unpack->levels[i - 1];
    gsize done = 0;
    while (done < room) {
        gssize n = below->gzip ? gzip_members_read(below->gzip, bytes + done, room - done)
                               : warc_read(below->warc, bytes + done, room - done);
        if (n < 0) {
            g_string_assign(unpack->reason, below->gzip ? "can't unpack: damaged gzip data"
                                                        : warc_reason(below->warc));
            return fail(&unpack->levels[i], done);
        }
        if (n == 0)
            break;
        if (!count_unpacked(unpack, (gsize)n))
            return fail(&unpack->levels[i], done);
        done += n;
    }
    return done;
}

/* The bytes of level i that follow its head. */
static gssize read_on(Unpack *unpack, int i, char *bytes, gsize room)
{
    Level *level = &unpack->levels[i];
    if (level->failed)
        return fail(level, 0);
    if (i == 0)
        return read_file(unpack, bytes, room);
    if (unpack->levels[i - 1].gzip || unpack->levels[i - 1].warc)
        return read_cut_out(unpack, i, bytes, room);
    return read_member(unpack, i, bytes, room);
}

static gssize read_level(Unpack *unpack, int i, char *bytes, gsize room)
{
    Level *level = &unpack->levels[i];
    gsize left = level->head_length - level->head_used;
    if (left > 0) {
        gsize n = MIN(left, room);
        memcpy(bytes, level->head + level->head_used, n);
        level->head_used += n;
        return n;
    }
    return level->whole ? 0 : read_on(unpack, i, bytes, room);
}

gssize unpack_read(Unpack *unpack, char *bytes, gsize room)
{
    return read_level(unpack, unpack->top, bytes, room);
}

/* Fills the head of a stream that has just begun: FALSE if not a byte can be read. */
static gboolean fill_head(Unpack *unpack, int i)
{
    Level *level = &unpack->levels[i];
    if (level->head == NULL)
        level->head = g_malloc(UNPACK_HEAD_BYTES);
    level->head_length = level->head_used = 0;
    level->whole = level->failed = FALSE;
    level->pending_length = 0;
    gssize n = read_on(unpack, i, level->head, UNPACK_HEAD_BYTES);
    if (n < 0)
        return FALSE;
    level->head_length = n;
    level->whole = n < UNPACK_HEAD_BYTES && !level->failed;
    return TRUE;
}

/* ---- libarchive
 * ---------------------------------------------------------------------------------*/

static la_ssize_t give_block(struct archive *archive, void *data, const void **block)
{
    Input *input = data;
    Level *level = &input->unpack->levels[input->level];
    gssize n = read_level(input->unpack, input->level, level->block, BLOCK_BYTES);
    if (n < 0)
        archive_set_error(archive, EIO, "%s", input->unpack->reason->str);
    *block = level->block;
    return n;
}

/* Zip has its table of contents at the end. */
static la_int64_t seek_file(G_GNUC_UNUSED struct archive *archive, void *data, la_int64_t offset,
                            int whence)
{
    Input *input = data;
    Level *level = &input->unpack->levels[0];
    off_t at = lseek(input->unpack->fd, offset, whence);
    if (at < 0)
        return ARCHIVE_FATAL;
    level->head_used = level->head_length;
    level->whole = FALSE;
    return at;
}

/* A file that can be sought in from its beginning. */
static gboolean is_seekable(const Unpack *unpack)
{
    return lseek(unpack->fd, 0, SEEK_CUR) == (off_t)*unpack->position;
}

static gboolean open_archive(Unpack *unpack, int i)
{
    Level *level = &unpack->levels[i];
    guint64 window = magic_xz_window(level->head, level->head_length);
    if (window > WINDOW_MAX) {
        g_string_printf(unpack->reason, "can't unpack: it takes %" G_GUINT64_FORMAT " MiB of memory", window >> 20);
        level_close(level);
        return FALSE;
    }
    struct archive *archive = level->archive = archive_read_new();
    if (level->block == NULL)
        level->block = g_malloc(BLOCK_BYTES);
    /* By name: "all" would include filters that run a program. */
    archive_read_support_filter_gzip(archive);
    archive_read_support_filter_bzip2(archive);
    archive_read_support_filter_xz(archive);
    archive_read_support_filter_zstd(archive);
    archive_read_support_filter_lz4(archive);
    archive_read_support_format_tar(archive);
    archive_read_support_format_zip(archive);
    archive_read_support_format_empty(archive);
    archive_read_support_format_raw(archive);
    archive_read_set_callback_data(archive, &level->input);
    archive_read_set_read_callback(archive, give_block);
    if (i == 0 && is_seekable(unpack))
        archive_read_set_seek_callback(archive, seek_file);
    if (archive_read_open1(archive) == ARCHIVE_OK)
        return TRUE;
    set_archive_reason(unpack, archive);
    level_close(level);
    return FALSE;
}

/* ---- web archives -----------------------------------------------------------------------------*/

static gssize give_bytes(gpointer data, char *bytes, gsize room)
{
    Input *input = data;
    return read_level(input->unpack, input->level, bytes, room);
}

static gssize give_records(gpointer data, char *bytes, gsize room, const char **why)
{
    Input *input = data;
    Unpack *unpack = input->unpack;
    const GzipMembers *gzip = input->level > 0 ? unpack->levels[input->level - 1].gzip : NULL;
    gssize n = read_level(unpack, input->level, bytes, room);
    *why = unpack->reason->str;
    return n < 0 && gzip && gzip_members_doubtful(gzip) ? WARC_DOUBTFUL : n;
}

/* Is it a web archive packed by gzip? */
static gboolean is_packed_warc(const Level *level)
{
    char head[64];
    return warc_begins(head, gzip_members_peek(level->head, level->head_length, head, sizeof head));
}

/* Begins to unpack level i; FALSE if it can't be. */
static gboolean open_level(Unpack *unpack, int i)
{
    Level *level = &unpack->levels[i];
    level->input = (Input){unpack, i};
    if (warc_begins(level->head, level->head_length))
        level->warc = warc_new(give_records, &level->input, unpack->urls, unpack->record_max);
    else if (is_packed_warc(level))
        level->gzip = gzip_members_new(give_bytes, &level->input);
    else
        return open_archive(unpack, i);
    return TRUE;
}

/* Steps to the next page of the web archive on level i. */
static UnpackAnswer next_page(Unpack *unpack, int i)
{
    Warc *warc = unpack->levels[i].warc;
    Level *inner = &unpack->levels[i + 1];
    WarcAnswer answer = warc_next(warc);
    inner->member = g_strdup(warc_page(warc)->name);
    switch (answer) {
    case WARC_PAGE:
        return UNPACK_STREAM;
    case WARC_PASSED:
        unpack->kind = warc_kind(warc);
        return UNPACK_PASSED;
    case WARC_BAD:
        g_string_assign(unpack->reason, warc_reason(warc));
        return UNPACK_BAD;
    default:
        return UNPACK_END;
    }
}

/* ---- streams
 * ------------------------------------------------------------------------------------*/

/* A member worth reading: a file that no part of its name hides. */
static gboolean is_wanted(struct archive_entry *entry, const char *name)
{
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != NULL)
        return FALSE;
    if (g_str_has_prefix(name, "__MACOSX/"))
        return FALSE;
    for (const char *part = name; part; part = strchr(part, '/')) {
        part += *part == '/';
        if (part[0] == '.' && part[1] != '/' && !(part[1] == '.' && part[2] == '/'))
            return FALSE;
    }
    return TRUE;
}

/* NULL for what was only compressed. */
static char *member_name(struct archive *archive, struct archive_entry *entry)
{
    if (archive_format(archive) == ARCHIVE_FORMAT_RAW)
        return NULL;
    /* The second asks for the name in the locale's charset, which may not have it. */
    const char *name = archive_entry_pathname_utf8(entry);
    if (name == NULL)
        name = archive_entry_pathname(entry);
    return g_utf8_make_valid(name ? name : "?", -1);
}

/* Reads to the end of the present member, counting: skipping it would unpack it all the same. FALSE if that is too
 * much. */
static gboolean pass_rest(Unpack *unpack, int i)
{
    const void *block;
    size_t length;
    la_int64_t offset;
    int answer;
    while ((answer = archive_read_data_block(unpack->levels[i].archive, &block, &length, &offset)) !=
           ARCHIVE_EOF) {
        if (answer < ARCHIVE_WARN && answer != ARCHIVE_RETRY)
            break;
        if (answer != ARCHIVE_RETRY && !count_unpacked(unpack, length))
            return FALSE;
        if (unpack->stop && g_atomic_int_get(unpack->stop))
            break;
    }
    return TRUE;
}

/* Steps to the next wanted member of the archive on level i. */
static UnpackAnswer next_archived(Unpack *unpack, int i)
{
    struct archive *archive = unpack->levels[i].archive;
    struct archive_entry *entry;
    Level *level = &unpack->levels[i], *inner = level + 1;
    for (;;) {
        if (level->begun && archive_format(archive) == ARCHIVE_FORMAT_RAW)
            return UNPACK_END; /* what was not read of it need not be */
        if (level->begun && archive_filter_count(archive) > 1 && !pass_rest(unpack, i))
            return UNPACK_BAD;
        int answer = archive_read_next_header(archive, &entry);
        if (answer == ARCHIVE_EOF)
            return UNPACK_END;
        if (answer == ARCHIVE_RETRY)
            continue;
        if (answer < ARCHIVE_WARN) {
            set_archive_reason(unpack, archive);
            return UNPACK_BAD;
        }
        level->begun = TRUE;
        g_autofree char *name = member_name(archive, entry);
        if (name == NULL && archive_filter_count(archive) < 2) {
            /* It looked packed, but no filter would have it. */
            g_string_assign(unpack->reason, "can't unpack: damaged from its beginning");
            return UNPACK_BAD;
        }
        if (name && !is_wanted(entry, name))
            continue;
        inner->member = g_steal_pointer(&name);
        return UNPACK_STREAM;
    }
}

/* Steps to the next stream in what level i packs. */
static UnpackAnswer next_member(Unpack *unpack, int i)
{
    Level *level = &unpack->levels[i];
    level_close(&unpack->levels[i + 1]);
    if (level->warc)
        return next_page(unpack, i);
    if (level->gzip == NULL)
        return next_archived(unpack, i);
    gboolean begun = level->begun;
    level->begun = TRUE;
    return begun ? UNPACK_END : UNPACK_STREAM;
}

/* Is the stream of level i packed, so that what it holds is to be read instead? Office files are
 * zip archives too. */
static gboolean is_packed(const Level *level)
{
    return magic_is_packed(level->head, level->head_length) &&
           magic_kind(level->head, level->head_length) == NULL;
}

/* Looks at the stream that begins on level i; goes into it if it is packed. */
static UnpackAnswer begin_stream(Unpack *unpack, int i)
{
    unpack->top = i;
    /* The archive around it goes on with its next member. */
    if (!fill_head(unpack, i))
        return UNPACK_BAD;
    if (!is_packed(&unpack->levels[i]))
        return UNPACK_STREAM;
    if (i + 1 == MAX_LEVELS) {
        g_string_printf(unpack->reason, "packed in more than %d packings", MAX_LEVELS - 1);
        unpack->top = i - 1;
        return UNPACK_BAD;
    }
    if (!count_opened(unpack) || !open_level(unpack, i)) {
        unpack->top = i - 1;
        return UNPACK_BAD;
    }
    return UNPACK_END;
}

UnpackAnswer unpack_next(Unpack *unpack)
{
    UnpackAnswer answer;
    if (!unpack->begun) {
        unpack->begun = TRUE;
        answer = begin_stream(unpack, 0);
        if (answer != UNPACK_END)
            return answer;
    } else if (unpack->top >= 0 && !has_unpacker(&unpack->levels[unpack->top])) {
        unpack->top--;
    }
    while (unpack->top >= 0 && !unpack->spent) {
        int i = unpack->top;
        answer = next_member(unpack, i);
        if (answer == UNPACK_STREAM) {
            answer = begin_stream(unpack, i + 1);
            if (answer != UNPACK_END)
                return answer;
            continue;
        }
        /* A broken record of a web archive costs itself. */
        if (answer != UNPACK_END && unpack->levels[i].warc) {
            unpack->top = i + 1;
            return answer;
        }
        /* A damaged archive ends here. */
        close_unpacker(&unpack->levels[i]);
        unpack->top = i - 1;
        if (answer == UNPACK_BAD)
            return UNPACK_BAD;
    }
    return UNPACK_END;
}

const char *unpack_member(const Unpack *unpack)
{
    g_string_truncate(unpack->member, 0);
    for (int i = 0; i <= unpack->top && i < MAX_LEVELS; i++) {
        const char *name = unpack->levels[i].member;
        if (name)
            g_string_append_printf(unpack->member, "%s%s", unpack->member->len ? "/" : "", name);
    }
    return unpack->member->len ? unpack->member->str : NULL;
}

const char *unpack_head(const Unpack *unpack, gsize *length, gboolean *whole)
{
    const Level *level = &unpack->levels[unpack->top];
    *length = level->head_length;
    *whole = level->whole;
    return level->head;
}

const WarcPage *unpack_page(const Unpack *unpack)
{
    for (int i = unpack->top; i > 0; i--) {
        if (unpack->levels[i - 1].warc)
            return warc_page(unpack->levels[i - 1].warc);
        if (unpack->levels[i].member)
            break;
    }
    return NULL;
}

const char *unpack_kind(const Unpack *unpack)
{
    return unpack->kind;
}

const char *unpack_reason(const Unpack *unpack)
{
    return unpack->reason->str;
}
