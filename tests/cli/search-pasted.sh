# What is copied from an article, as it stands there or in small letters, finds that article.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END'
{"id": "1", "language": "en", "title": "AT&T buys a Q&A site", "text": "In the U.S. it opens at 10 p.m. each day."}
{"id": "2", "language": "fr", "title": "Un vote en Côte-d’Or", "text": "Le maire de Villeneuve-d'Ascq se tait."}
{"id": "3", "language": "he", "title": "דובר צה\"ל", "text": "המפעל ייצר 60 ק\"ג ביום."}
{"id": "4", "language": "zh", "source": "日記（MT）", "title": "是吗？我们走", "text": "他说：你好。TPU？3，5～10分。"}
{"id": "5", "language": "so", "title": "M\ufeffaxay", "text": "Ku saabsan ciyaarta."}
END
load -i index -l en,fr,he,zh,so news.jsonl
pasted() {
    for query; do
        echo "$query: $(dateline search -i index -q --fields own_id --format csv -- "$query" | sed 1d | tr '\n' ' ')"
    done
}
row capitals and small letters
pasted 'U.S.' 'u.s.' '"IN THE U.S. IT"' '"in the u.s. it"' 'p.m.' '10 P.M.' 'AT&T' 'at&t' 'title:q&a'
row elided articles
pasted "Côte-d'Or" "title:(côte-d’or)" "villeneuve-d'ascq"
row Hebrew abbreviations
pasted 'צה"ל' '"דובר צה"ל"' 'ק"ג'
row Chinese
pasted '是吗？我们走' '"是吗？我们"' '他说：你好' 'TPU？3' '5～10' 'source:"日記（MT）"'
row what does not show
pasted "$(printf 'm\357\273\277axay')" maxay
row stop words beside filters
pasted 'the lang:en' 'the lang:fr'
row a headline in capitals may hold signs
run dateline search -i index -c 'SITE OPENS AT TEN NOT VOTE' 
run dateline search -i index -c 'SITE OPENS OR VOTE TODAY' 
run dateline search -i index -c 'SITE OPENS AT TEN -VOTE' 
run dateline search -i index -c 'site opens NOT vote' 
