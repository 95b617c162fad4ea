# What an index consists of has the modes that the user's umask leaves, and nothing is written elsewhere.
. "$ROOT/tests/cli/lib"
modes() {
    find "$1" | while read -r file; do stat -c '%a %F' "$file"; done | sed 's/regular empty file/regular file/' | sort -u
}
article a.txt One 'A storm came.'
printf '{"title": "Two", "text": "A gale came.", "date": "2014-02-30"}\n{"title"\n' >b.jsonl
mkdir tmp
TMPDIR=$PWD/tmp
export TMPDIR
for mask in 077 027 022 002; do
    row umask $mask
    umask $mask
    load -i index-$mask a.txt b.jsonl
    sed -i 's/gale/squall/' b.jsonl
    load -i index-$mask -m 16M a.txt b.jsonl
    modes index-$mask
    dateline compact -i index-$mask
    dateline reindex -q -i index-$mask
    modes index-$mask
done
row outside of the indexes
find . -newer a.txt -not -path './index-*' -not -name . -not -name b.jsonl -not -name tmp | sort
