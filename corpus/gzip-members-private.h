/* gzip-members: a gzip file of many members, of which a broken one costs only itself.
 *
 * Web archives are packed so, a member for each record. libarchive reads such a file as one stream,
 * too, but gives up at the first damage. Format: RFC 1952.
 */
#pragma once

#include <glib.h>

typedef struct GzipMembers GzipMembers;

/* Bytes that are to be unpacked: how many, 0 at the end, -1 if they can't be read on. */
typedef gssize (*GzipMembersInput)(gpointer data, char *bytes, gsize room);

GzipMembers *gzip_members_new(GzipMembersInput input, gpointer data);
void gzip_members_free(GzipMembers *gzip);

/* The next unpacked bytes: how many, 0 at the end, -1 where some are lost: the next call goes on
 * behind the damage. */
gssize gzip_members_read(GzipMembers *gzip, char *bytes, gsize room);

/* Where some are lost: do those that came last belong to the damaged member? Its checksum may be
 * what is wrong. */
gboolean gzip_members_doubtful(const GzipMembers *gzip);

/* Unpacks the beginning of a gzip file: how many bytes (up to room) became of it. */
gsize gzip_members_peek(const char *packed, gsize length, char *bytes, gsize room);
