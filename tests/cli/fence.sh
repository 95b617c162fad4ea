# What reads articles is fenced in: -v says by what, and all that it needs is within.
. "$ROOT/tests/cli/lib"
# What this kernel has of it differs.
told() {
    "$@" 2>&1 | sed -n -e 's/(Landlock [0-9]*)/(Landlock)/' -e 's/^dateline: \(not \)*fenced in/&/p'
}
mkdir -p in/news out
article in/news/a.txt One 'A storm came.'
article out/b.txt Two 'A storm came.'
article out/folder.txt Three 'A storm came.'
article secret.txt Four 'A storm came.'
ln -s "$PWD/out/b.txt" in/news/link.txt
mkdir out/more
article out/more/c.txt Five 'A storm came.'
ln -s ../../out/more in/news/more
if ! told dateline index -v -i probe in/news | grep -q 'Landlock).*seccomp)'; then
    echo 'skipped: this kernel has no Landlock or no seccomp'
    exit 0
fi
row index: links among the inputs are followed
told dateline index -v -i index in/news
found storm
row the index below the input, and the input below the index
load -i in/index in
mkdir in/index/news
article in/index/news/d.txt Six 'A storm came.'
dateline index -q -i in/index in/index/news
dateline search -i in/index -q -n 0 --json storm | wc -l | tr -d ' '
row an index by a link, and one in a folder that is not there yet
ln -s index linked
load -i linked secret.txt
load -i far/away/index secret.txt
dateline search -i far/away/index -q storm | grep -c Four
found storm
row standard input, by several names
told dateline index -v -i streams - <in/news/a.txt
load -i streams /dev/stdin <in/news/a.txt
cat out/b.txt | dateline index -q -i streams /dev/stdin
printf '{"text": "A storm in a pipe."}' | dateline index -q -i streams -
dateline search -i streams -q -n 0 --json storm | wc -l | tr -d ' '
row charsets whose tables are loaded late
printf 'Title\n\nDer Sturm \374ber M\374nchen, f\374r alle.\n' >latin.txt
load -i index --encoding ISO-8859-15 latin.txt
found münchen
row compact, reindex, a dry run
told dateline compact -v -i index
told dateline reindex -v -i index
told dateline index -v --dry-run in/news
row of an index without texts the sources are read again
load -i no-text --no-text in/news
told dateline reindex -v -i no-text --text
dateline export -i no-text | grep -c '"A storm came."'
row an index received from somebody is checked, repaired and read in its folder only
told dateline check -v -i index | grep fenced
told dateline check -v -i index --repair | grep fenced
told dateline check -v -i index/segments/"$(ls index/segments | head -n 1)" | sed "s|index/segments/[0-9]*|SEGMENT|"
mkdir theirs
load -i theirs/index in/news
mv theirs/index/segments/000002 theirs/elsewhere
ln -s ../../elsewhere theirs/index/segments/000002
for command in 'check' 'check --repair' stats export; do
    run dateline $command -i theirs/index
done
mkdir theirs/stub
echo 'remote localhost:1' >theirs/stub/XAPIANDB
run dateline check -i theirs/stub
mkdir theirs/many
echo 'remote localhost:1' >theirs/many/XAPIANDB
cp theirs/index/settings theirs/many
for command in check stats export; do
    run dateline $command -i theirs/many
done
row switched off
export DATELINE_FENCE=off
run dateline check -i theirs/index
dateline stats -i theirs/index | head -n 1
told dateline index -v -i index in/news
