# Files without articles: in a folder a line by kind, by name a reject each.
. "$ROOT/tests/cli/lib"

mkdir news
printf 'A headline\n\nAnd a story.\n' >news/a.txt
printf '\211PNG\r\n\032\n\000\000\000\015IHDR' >news/b.png

row 'found in a folder'
run dateline index -i index news
row 'named by itself'
run dateline index --strict -i index news/b.png
