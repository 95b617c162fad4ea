# A text file is one article; its head may say when it is of, what it is called, and more.
. "$ROOT/tests/cli/lib"
mkdir news
printf ' date 2014-08-08 A shell fell near Beshdar.\n\nNobody was hurt.\n' >news/1-date.txt
cat >news/2-block.txt <<'END'
Title: Ferry sails
Date: 7 August 2014
Source: Northwire
Author: Ana Bel
URL: https://northwire.example/ferry

The ferry crossed the sound.
END
article news/3-title.txt 'Dock strike' 'Crane drivers stayed at home.'
printf 'The comet came and went.\nNobody saw it.\n' >news/4-plain.txt
awk 'BEGIN { for (i = 0; i < 50; i++) printf "longish "; print "\n\nAn orchestra." }' >news/5-long.txt
load -i index news
show() {
    row "$1"
    dateline search -i index -q --json "$2" |
        sed -e 's/.*\("title":\("[^"]*"\|null\)\),\("date":\("[^"]*"\|null\)\),\("source":\("[^"]*"\|null\)\).*\("author":\("[^"]*"\|null\)\).*/\1 \3 \5 \7/'
}
show 'date 2014-08-08' beshdar
show 'a block of names and values' ferry
field url ferry
show 'a title and a blank line' crane
show 'no blank line: no title' comet
show 'too long for a title' orchestra
row the leading date is no part of the text
run dateline search -i index -q date
row without a title the opening words are shown
dateline search -i index -q comet | head -n 1
