# What may be wrong with the index: one line that says what to do, nothing on stdout, exit status 2.
. "$ROOT/tests/cli/lib"
article a.txt Storm 'A storm came.'
load -i index a.txt
row there is none
run dateline search -i missing storm
row an empty folder
mkdir empty
run dateline search -i empty storm
row a folder of other things
mkdir photos
echo picture >photos/cat.png
run dateline search -i photos storm
row a file
run dateline search -i a.txt storm
row no folder by default
run dateline search storm
row an index that was moved
mkdir elsewhere
mv index elsewhere/index
run dateline search -q -i elsewhere/index storm
