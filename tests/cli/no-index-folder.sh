# -i must name an index, an empty folder, or nothing that exists: a folder of other things is left alone.
. "$ROOT/tests/cli/lib"
mkdir photos empty
echo picture >photos/cat.png
article a.txt Storm 'A storm came.'
row a folder of other things
run dateline index -i photos a.txt
ls photos
row a file
run dateline index -i a.txt a.txt
row the articles themselves
mkdir news
cp a.txt news
run dateline index -i news news
ls news
row an empty folder
run dateline index -i empty a.txt
row an index of a later version
load -i later a.txt
sed -i 's/^format=.*/format=999/' later/settings
run dateline index -i later a.txt
run dateline search -i later storm
