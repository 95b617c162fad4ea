# dateline export: every article with all its fields; indexing the export gives the same index.
. "$ROOT/tests/cli/lib"
# The ids of articles that have none of their own depend on where they lie.
exported() {
    dateline export "$@" >out 2>err
    status=$?
    sed 's/"identity":"[0-9a-f]*"/"identity":"ID"/' out | steady
    sed 's/^/! /' err
    echo "= $status"
}
mkdir news
article news/a.txt 'Ferry sails' 'The ferry crossed the sound.'
cat >news/b.jsonl <<'END'
{"id": 7, "title": "Comet", "text": "A \"comet\" was seen.\nTwice.", "date": "2014-08-08T10:00:00+02:00", "source": "Daily", "authors": ["Ann Lee", "Bo Ek"], "section": "Sky", "lang": "en-GB", "tags": "space, ice"}
{"url": "https://x.example/1", "title": "Schach", "text": "Die Partie endete im Mai.", "date": "2014-05", "language": "de", "author": "C. Do"}
END
load -i index news
row every article, with its fields and what it was in the index
exported -i index
row the export is indexed into the same index
dateline export -i index >first.jsonl
load -i copy first.jsonl
dateline export -i copy >second.jsonl
sort first.jsonl >first && sort second.jsonl >second
run cmp first second
row and again it is nothing new
run dateline index -i index first.jsonl
run dateline index -i copy news
row without texts: read again from the files
load -i short --no-text --map title=headline news
dateline export -i short | sed 's/,"reading":"[^"]*"//' | sort >third
run cmp first third
row a text that changed, and one that is gone
article news/a.txt 'Ferry sails' 'The ferry sank.'
exported -i short
rm news/b.jsonl
dateline export -i short >out
echo "= $?"
grep -c '"text"' out
row old versions that wait for their deletion are left out
printf '000002 1 -\n' >copy/journal
exported -i copy
row what looks like markup in an exported text is text
cat >tags.xml <<'END'
<rss version="2.0"><channel><item><title>Tags</title><link>https://x.example/2</link>
<description><![CDATA[<p>Use &lt;b&gt; for <b>bold</b>.</p>]]></description></item></channel></rss>
END
load -i tags tags.xml
dateline export -i tags >first.jsonl
load -i tags-copy first.jsonl
dateline export -i tags-copy >second.jsonl
run cmp first.jsonl second.jsonl
grep -o '"text":"[^"]*"' second.jsonl
row a closed pipe is no error, a full disk is one
(dateline export -i index; echo "= $?" >status) | true
cat status
if [ -e /dev/full ]; then
    dateline export -i index >/dev/full
    echo "= $?"
else
    echo 'dateline: can'\''t write to standard output: No space left on device'
    echo "= 2"
fi
row what can go wrong
run dateline export -i nowhere
run dateline export -i index more
