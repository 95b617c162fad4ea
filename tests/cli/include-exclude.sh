# --include and --exclude choose files of folders by a pattern of their name or path.
. "$ROOT/tests/cli/lib"
mkdir -p news/sport news/world
article news/sport/a.txt Cup 'The storm cup.'
article news/world/a.txt Storm 'A storm came.'
article news/world/b.text Gale 'A storm went.'
article news/world/notes.md '# Notes' 'A storm of notes.'
show() {
    row "$*"
    load -i index "$@"
    found storm
    rm -r index
}
show news
show --include '*.txt' news
show --include '*.txt' --include '*.text' news
show --exclude '*.md' news
show --exclude '*/sport/*' news
show --include '*.txt' --exclude '*/sport/*' news
show --include '*/world/*' news
show --include 'Ä*' --include 'a.*' news
row nothing is left
run dateline index -i index --include '*.html' news
