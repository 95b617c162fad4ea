# A damaged index: an error that names it, exit status 2, no crash, no wrong answer.
. "$ROOT/tests/cli/lib"
awk 'BEGIN { for (i = 0; i < 300; i++) print "{\"id\": " i ", \"title\": \"Storm " i "\", \"text\": \"A storm came over w" i " and x" i % 7 ".\"}" }' >dump.jsonl
load -i whole -j 1 dump.jsonl
show() {
    row "$1"
    dateline search -i index storm x3 >stdout 2>stderr
    echo "= $?"
    head -n 1 stdout
    grep -c . stderr
    grep -c "^dateline: .*'index" stderr
    rm -r index
}
damage() {
    cp -r whole index
    segment=$(echo index/segments/*)
}
damage
: >$segment/postlist.glass
show 'postlist emptied'
damage
head -c 8192 $segment/docdata.glass >cut && mv cut $segment/docdata.glass
show 'docdata cut short'
damage
rm $segment/postlist.glass
show 'postlist gone'
damage
: >$segment/iamglass
show 'version file emptied'
damage
rm -r $segment
show 'segment gone'
damage
echo 'nonsense' >index/XAPIANDB
show 'nonsense in the stub'
damage
: >index/XAPIANDB
show 'stub emptied'
damage
echo 'nonsense' >index/settings
show 'nonsense in the settings'
