# Whatever stands in an article or a file's name, no format lets it control the terminal, and none breaks its lines.
. "$ROOT/tests/cli/lib"
. "$ROOT/tests/cli/lib-articles"
bad=$(printf 'bad\033]0;x\007\nname')
article "$bad" Storm 'A storm came.'
load -i index "$bad"
for format in text json csv tsv html markdown trec ids paths count; do
    dateline search -i index -q --format $format storm >out
    # All bytes of C0 but tab and line breaks; DEL; C1 and overrides of direction in UTF-8.
    printf '%s: %s, ' $format "$(tr -d '\t\r\n\040-\176\200-\377' <out | wc -c | tr -d ' ')"
    LC_ALL=C grep -c "$(printf '\302[\200-\237]\|\342\200[\252-\256]\|\342\201[\246-\251]')" out
done
dateline search -i index -q --template '{path} {title} {snippet} {own_id} {author}\n' storm >out
echo "template: $(tr -d '\t\r\n\040-\176\200-\377' <out | wc -c | tr -d ' '), $(wc -l <out | tr -d ' ') lines"
row the name in paths
dateline search -i index -q -l storm | steady
