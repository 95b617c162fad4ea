# Lines of the generated corpus in another format, into the file `to` (csv, sgml, xml, told by its extension), or as pages,
# each in a file of its own, of which `to` is the beginning of the name.

function escaped(s) {
    gsub(/&/, "\\&amp;", s)
    gsub(/</, "\\&lt;", s)
    return s
}

function quoted(s) {
    gsub(/"/, "\"\"", s)
    return "\"" s "\""
}

# So many bytes of a script, as little of a saved page is its article.
function script(bytes,    line, all) {
    line = "window.ads.push({slot: \"a-1\", sizes: [[300, 250], [728, 90]], when: function (p) { return p.width < 980 && !p.paid; }});\n"
    while (length(all) < bytes)
        all = all line
    return all
}

BEGIN {
    scripts = script(24000)
    form = to
    sub(/.*\./, "", form)
    if (form == "csv")
        print "section,title,text" >to
    if (form == "xml")
        print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>Generated</title>" >to
}

{
    split($0, part, /", "[a-z]+": "/)
    title = part[2]; text = part[3]; date = part[4]; source = part[5]; author = part[6]; section = part[7]; url = part[8]
    gsub(/\\"/, "\"", title)
    gsub(/\\"/, "\"", text)
    count = split(text, paragraph, /\\n\\n/)
}

# Short rows: one for each paragraph.
form == "csv" {
    for (i = 1; i <= count; i++)
        print quoted(section) "," quoted(title) "," quoted(paragraph[i]) >to
    next
}

form == "sgml" {
    printf "<REUTERS TOPICS=\"YES\" NEWID=\"%d\">\n<DATE>%s</DATE>\n<TOPICS><D>%s</D></TOPICS>\n", NR, substr(date, 1, 10), section >to
    printf "<PLACES></PLACES>\n<TEXT>&#2;\n<TITLE>%s</TITLE>\n<BODY>", escaped(title) >to
    for (i = 1; i <= count; i++)
        printf "    %s\n", escaped(paragraph[i]) >to
    print "&#3;</BODY></TEXT>\n</REUTERS>" >to
    next
}

form == "xml" {
    printf "<item><title>%s</title><link>%s</link><pubDate>%s</pubDate><description>", escaped(title), url, date >to
    for (i = 1; i <= count; i++)
        printf "%s", escaped("<p>" escaped(paragraph[i]) "</p>") >to
    print "</description></item>" >to
    next
}

{
    page = to NR ".html"
    printf "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s - %s</title>\n", escaped(title), source >page
    printf "<meta property=\"og:title\" content=\"%s\"><meta property=\"article:published_time\" content=\"%s\">\n", title, date >page
    printf "<script>\n%s</script>\n</head><body><nav><ul>\n", scripts >page
    for (i = 1; i <= 40; i++)
        printf "<li class=\"item\"><a href=\"/section/%d\">Section %d</a></li>\n", i, i >page
    printf "</ul></nav><article><h1>%s</h1><p class=\"byline\">%s</p>\n", escaped(title), author >page
    for (i = 1; i <= count; i++)
        printf "<p>%s</p>\n", escaped(paragraph[i]) >page
    print "</article><footer>All rights reserved</footer></body></html>" >page
    close(page)
}

END {
    if (form == "xml")
        print "</channel></rss>" >to
}
