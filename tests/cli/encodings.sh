# Whatever a text is encoded in, it is valid UTF-8 in the index.
. "$ROOT/tests/cli/lib"
mkdir news
printf '\357\273\277BOM\n\nThe caf\303\251 storm.\n' >news/1-bom.txt
printf '\377\376L\0E\0\n\0\n\0T\0h\0e\0 \0c\0a\0f\0\351\0 \0s\0t\0o\0r\0m\0.\0\n\0' >news/2-utf16le.txt
printf '\376\377\0B\0E\0\n\0\n\0T\0h\0e\0 \0c\0a\0f\0\351\0 \0s\0t\0o\0r\0m\0.\0\n' >news/3-utf16be.txt
printf 'Latin\n\nThe caf\351 storm of last week closed every caf\351 in the old town, the owners of the caf\351s said.\n' >news/4-latin1.txt
printf 'CRLF\r\n\r\nThe caf\303\251\r\nstorm.\r\n' >news/5-crlf.txt
printf 'NUL\n\nThe caf\303\251 storm\0 and\001 more.\n' >news/6-nul.txt
printf '{"title": "Broken", "text": "The caf\303\251 storm \377 hit the caf\303\251, the \303\274ber caf\303\251 and more."}\n' >news/7-broken.jsonl
printf '\317\360\356\354\n\n\317\340\360\356\354 \362\356\353\374\352\356 \367\362\356 \357\360\356\370\345\353 \367\345\360\345\347 \371\362\356\360\354 caf\n' >news/8-cyrillic.txt
run dateline index -j 1 -i index news
found café
found '"café storm"'
found шторм
row what is printed is UTF-8
dateline search -i index -q -n 0 --any café шторм >out
iconv -f UTF-8 -t UTF-8 out >/dev/null && echo valid
LC_ALL=C tr -d '\n -~\200-\377' <out | wc -c | tr -d ' '
