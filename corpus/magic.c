#include "corpus/magic-private.h"

#include <string.h>

#include "corpus/utf8-text-private.h"
#include "corpus/warc-private.h"

typedef struct {
    const char *kind;
    guint16 offset;
    guint8 length;
    const char *bytes;
} Magic;

#define MAGIC(kind, offset, bytes)                                                                 \
    {                                                                                              \
        kind, offset, sizeof(bytes) - 1, bytes                                                     \
    }

static const Magic packings[] = {
    MAGIC("gzip", 0, "\x1F\x8B\x08"),
    MAGIC("bzip2", 4, "\x31\x41\x59\x26\x53\x59"),
    MAGIC("bzip2", 4, "\x17\x72\x45\x38\x50\x90"), /* of nothing */
    MAGIC("xz", 0, "\xFD\x37zXZ\0"),
    MAGIC("zstd", 0, "\x28\xB5\x2F\xFD"),
    MAGIC("lz4", 0, "\x04\x22\x4D\x18"),
    MAGIC("lz4", 0, "\x02\x21\x4C\x18"), /* its old form */
    MAGIC("zip", 0, "PK\x03\x04"),
    MAGIC("zip", 0, "PK\x05\x06"), /* of nothing */
    MAGIC("zip", 0, "PK\x07\x08PK\x03\x04"),
};

static const Magic kinds[] = {
    MAGIC("PNG image", 0, "\x89PNG\r\n\x1A\n"),
    MAGIC("JPEG image", 0, "\xFF\xD8\xFF"),
    MAGIC("GIF image", 0, "GIF87a"),
    MAGIC("GIF image", 0, "GIF89a"),
    MAGIC("WebP image", 8, "WEBPVP8"),
    MAGIC("TIFF image", 0, "II*\0"),
    MAGIC("TIFF image", 0, "MM\0*"),
    MAGIC("BMP image", 6, "\0\0\0\0\x36\0\0\0\x28\0\0\0"),
    MAGIC("icon", 0, "\0\0\x01\0"),
    MAGIC("Photoshop image", 0, "8BPS\0"),
    MAGIC("HEIF image", 4, "ftyphei"),
    MAGIC("AVIF image", 4, "ftypavif"),
    MAGIC("MP4 audio or video", 4, "ftyp"),
    MAGIC("QuickTime video", 4, "moov"),
    MAGIC("AVI video", 8, "AVI LIST"),
    MAGIC("Matroska or WebM video", 0, "\x1A\x45\xDF\xA3"),
    MAGIC("Flash video", 0, "FLV\x01"),
    MAGIC("MPEG video", 0, "\0\0\x01\xBA"),
    MAGIC("MPEG video", 0, "\0\0\x01\xB3"),
    MAGIC("Windows Media file", 0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11"),
    MAGIC("WAV audio", 8, "WAVEfmt "),
    MAGIC("MP3 audio", 0, "ID3\x02"),
    MAGIC("MP3 audio", 0, "ID3\x03"),
    MAGIC("MP3 audio", 0, "ID3\x04"),
    MAGIC("MP3 audio", 0, "\xFF\xFB"),
    MAGIC("MP3 audio", 0, "\xFF\xF3"),
    MAGIC("Ogg audio or video", 0, "OggS\0"),
    MAGIC("FLAC audio", 0, "fLaC\0"),
    MAGIC("PDF document", 0, "%PDF-"),
    MAGIC("PostScript document", 0, "%!PS"),
    MAGIC("RTF document", 0, "{\\rtf"),
    MAGIC("DjVu document", 0, "AT&TFORM"),
    MAGIC("Mobipocket book", 60, "BOOKMOBI"),
    MAGIC("Microsoft Office document", 0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
    MAGIC("SQLite database", 0, "SQLite format 3\0"),
    MAGIC("Xapian database table", 0, "\x0F\x0DXapian Glass"),
    MAGIC("Parquet table", 0, "PAR1\x15"),
    MAGIC("HDF5 data", 0, "\x89HDF\r\n\x1A\n"),
    MAGIC("NumPy data", 0, "\x93NUMPY"),
    MAGIC("Python pickle", 0, "\x80\x04\x95"),
    MAGIC("Python pickle", 0, "\x80\x05\x95"),
    MAGIC("Arrow table", 0, "ARROW1\0\0"),
    MAGIC("Avro data", 0, "Obj\x01"),
    MAGIC("RAR archive", 0, "Rar!\x1A\x07"),
    MAGIC("7-Zip archive", 0, "7z\xBC\xAF\x27\x1C"),
    MAGIC("compress (.Z) file", 0, "\x1F\x9D"),
    MAGIC("Cabinet archive", 0, "MSCF\0\0\0\0"),
    MAGIC("library archive", 0, "!<arch>\n"),
    MAGIC("RPM package", 0, "\xED\xAB\xEE\xDB"),
    MAGIC("ISO 9660 image", 32769, "CD001"),
    MAGIC("program", 0,
          "\x7F"
          "ELF"),
    MAGIC("program", 0, "\xCF\xFA\xED\xFE"),
    MAGIC("program", 0, "\xFE\xED\xFA\xCF"),
    MAGIC("Java class", 0, "\xCA\xFE\xBA\xBE"),
    MAGIC("WebAssembly module", 0, "\0asm"),
    MAGIC("Outlook mailbox", 0, "!BDN"),
    MAGIC("TrueType font", 0, "\0\x01\0\0\0"),
    MAGIC("OpenType font", 0, "OTTO\0"),
    MAGIC("web font", 0, "wOFF\0"),
    MAGIC("web font", 0, "wOF2\0"),
    MAGIC("Git pack", 0, "PACK\0\0\0"),
};

/* The first member of a zip file that is no archive of articles. */
static const Magic zip_kinds[] = {
    MAGIC("Office Open XML document", 30, "[Content_Types].xml"),
    MAGIC("Office Open XML document", 30, "_rels/"),
    MAGIC("Office Open XML document", 30, "docProps/"),
    MAGIC("Office Open XML document", 30, "word/"),
    MAGIC("Office Open XML document", 30, "xl/"),
    MAGIC("Office Open XML document", 30, "ppt/"),
    MAGIC("EPUB book", 38, "application/epub+zip"),
    MAGIC("OpenDocument file", 38, "application/vnd.oasis.opendocument"),
    MAGIC("OpenDocument file", 38, "application/vnd.sun.xml"),
    MAGIC("Java archive", 30, "META-INF/"),
    MAGIC("Android package", 30, "AndroidManifest.xml"),
    MAGIC("Android package", 30, "classes.dex"),
};

static gboolean matches(const Magic *magic, const char *head, gsize length)
{
    return length >= (gsize)magic->offset + magic->length &&
           memcmp(head + magic->offset, magic->bytes, magic->length) == 0;
}

static const char *find(const Magic *table, gsize count, const char *head, gsize length)
{
    for (gsize i = 0; i < count; i++) {
        if (matches(&table[i], head, length))
            return table[i].kind;
    }
    return NULL;
}

/* A tar header's checksum: the sum of its 512 bytes with its own field as spaces, in octal. All old
 * and new kinds have it. */
static gboolean is_tar(const char *head, gsize length)
{
    if (length < 512 || head[0] == '\0')
        return FALSE;
    guint64 written = 0, sum = 0;
    gsize i = 148;
    while (i < 156 && head[i] == ' ')
        i++;
    if (i == 156 || head[i] < '0' || head[i] > '7')
        return FALSE;
    for (; i < 156 && head[i] >= '0' && head[i] <= '7'; i++)
        written = written * 8 + (head[i] - '0');
    for (i = 0; i < 512; i++)
        sum += i >= 148 && i < 156 ? ' ' : (guint8)head[i];
    return sum == written;
}

gboolean magic_is_packed(const char *head, gsize length)
{
    return find(packings, G_N_ELEMENTS(packings), head, length) != NULL || is_tar(head, length) ||
           warc_begins(head, length);
}

/* Seven bits a byte, the lowest first. */
static guint64 read_number(const guint8 *bytes, gsize length, gsize *at)
{
    guint64 number = 0;
    for (guint shift = 0; *at < length && shift < 63; shift += 7) {
        guint8 byte = bytes[(*at)++];
        number |= (guint64)(byte & 0x7F) << shift;
        if (byte < 0x80)
            break;
    }
    return number;
}

guint64 magic_xz_window(const char *head, gsize length)
{
    enum { BLOCK = 12, SIZES_SHIFT = 6, FILTERS = 0x03, LZMA2 = 0x21, WINDOW_LARGEST = 40 };
    const guint8 *bytes = (const guint8 *)head;
    if (length < BLOCK + 2 || memcmp(head, "\xFD\x37zXZ\0", 6) != 0)
        return 0;
    guint8 flags = bytes[BLOCK + 1];
    gsize at = BLOCK + 2;
    for (guint sizes = flags >> SIZES_SHIFT; sizes > 0; sizes &= sizes - 1)
        read_number(bytes, length, &at);
    for (guint filters = (flags & FILTERS) + 1u; filters > 0 && at < length; filters--) {
        guint64 filter = read_number(bytes, length, &at), properties = read_number(bytes, length, &at);
        if (filter == LZMA2 && properties == 1 && at < length) {
            guint bits = bytes[at] & 0x3F;
            return bits >= WINDOW_LARGEST ? G_MAXUINT32 : (guint64)(2 | (bits & 1)) << (bits / 2 + 11);
        }
        at += MIN(properties, length - at);
    }
    return 0;
}

/* The magics of some kinds are short enough to begin a text. */
static gboolean is_windows_program(const char *head, gsize length)
{
    return length >= 64 && memcmp(head, "MZ", 2) == 0 && magic_is_binary(head, length);
}

const char *magic_kind(const char *head, gsize length)
{
    if (length > 30 && memcmp(head, "PK\x03\x04", 4) == 0)
        return find(zip_kinds, G_N_ELEMENTS(zip_kinds), head, length);
    if (is_windows_program(head, length))
        return "program";
    return find(kinds, G_N_ELEMENTS(kinds), head, length);
}

/* ---- text that is no article
 * --------------------------------------------------------------------*/

static gboolean begins(const char *head, gsize length, const char *with)
{
    gsize n = strlen(with);
    return length >= n && g_ascii_strncasecmp(head, with, n) == 0;
}

const char *magic_unread_kind(const char *head, gsize length)
{
    while (length && (g_ascii_isspace(*head) || memchr(UTF8_BOM, *head, 3))) {
        head++;
        length--;
    }
    if (begins(head, length, "<?xml"))
        return "XML file";
    return NULL;
}

gboolean magic_is_binary(const char *head, gsize length)
{
    gsize controls = 0, zeros = 0;
    for (gsize i = 0; i < length; i++) {
        guint8 c = head[i];
        zeros += c == 0;
        controls += (c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B) || c == 0x7F;
    }
    /* The head may end within a character. */
    gboolean is_utf8 = utf8_text_valid(head, length) + 4 > length;
    if (controls < 8)
        return zeros > 0 && !is_utf8;
    return is_utf8 ? controls > length * 3 / 10 : controls > length / 20;
}
