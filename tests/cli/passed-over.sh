# Files of a folder that are no articles are one summary line by type, not rejects.
. "$ROOT/tests/cli/lib"
mkdir news
article news/a.txt 'Ferry sails' 'The ferry crossed the sound.'
printf '\211PNG\r\n\032\n\0\0\0\015IHDR\0\0\0\1' >news/map.png
printf '\211PNG\r\n\032\n\0\0\0\015IHDR\0\0\0\2' >news/photo.txt
printf '%%PDF-1.4\n%%\342\343\317\323\n1 0 obj\n' >news/page.pdf
printf 'PK\003\004\024\0\006\0\010\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\023\0\0\0[Content_Types].xml' >news/report.docx
printf '\320\317\021\340\241\261\032\341\0\0\0\0\0\0\0\0' >news/old.doc
printf 'PK\003\004\024\0\0\0\0\0\0\0!\0\0\0\0\0\047\0\0\0\047\0\0\0\010\0\0\0mimetypeapplication/vnd.oasis.opendocument.text' >news/draft.odt
printf '\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\076\0\1\0\0\0' >news/reader
row told in one line
run dateline index -i index news
row no rejects
find index -name rejects.jsonl
row --strict does not mind them
run dateline index -i index --strict news
row left out with --exclude
run dateline index -i index --exclude '*.png' --exclude '*.pdf' --exclude '*.do*' --exclude '*.odt' --exclude reader --exclude photo.txt news
