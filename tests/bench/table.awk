# Lines "name seconds user system peak-KiB index-bytes" into a table of medians in Markdown.

function median(list,    n, v, i, j, t) {
    n = split(list, v, " ")
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && v[j] + 0 < v[j - 1] + 0; j--) {
            t = v[j]; v[j] = v[j - 1]; v[j - 1] = t
        }
    low = v[1] + 0; high = v[n] + 0; count = n
    return n % 2 ? v[(n + 1) / 2] + 0 : (v[n / 2] + v[n / 2 + 1]) / 2
}

function label(name) {
    if (name == "dateline-1") return "dateline, 1 thread"
    if (name == "dateline-compact") return "dateline compact, apart"
    if (name ~ /^dateline-/) return "dateline, " substr(name, 10) " threads"
    if (name == "xapian") return "dateline --writer=xapian (Xapian's API)"
    if (name == "xapian-compact") return "xapian-compact of it, apart"
    if (name == "scriptindex") return "Omega's scriptindex"
    if (name == "scriptindex-compact") return "xapian-compact of it, apart"
    if (name == "fts5") return "SQLite FTS5"
    if (name == "fts5-optimize") return "its optimize, apart"
    return name
}

function digits(x) {
    return sprintf(x < 10 ? "%.2f" : x < 100 ? "%.1f" : "%.0f", x)
}

{
    if (!($1 in seconds)) order[++names] = $1
    seconds[$1] = seconds[$1] " " $2
    cpu[$1] = cpu[$1] " " $3 + $4
    if ($5 > peak[$1]) peak[$1] = $5
    size[$1] = $6
}

END {
    for (i = 1; i <= names; i++) {
        took[order[i]] = median(seconds[order[i]])
        if (order[i] ~ /^dateline-[0-9]+$/) rivals[++ours] = order[i]
    }
    printf "| | seconds | CPU seconds | MB/s | peak memory, MB | index / input |"
    for (j = 1; j <= ours; j++) printf " %s is |", label(rivals[j])
    printf "\n|---|---:|---:|---:|---:|---:|"
    for (j = 1; j <= ours; j++) printf "---:|"
    printf "\n"
    for (i = 1; i <= names; i++) {
        name = order[i]
        apart = name ~ /-(compact|optimize)$/
        m = median(seconds[name])
        range = count > 1 ? " (" digits(low) "–" digits(high) ")" : ""
        printf "| %s | %s%s | %s | %s | %.0f | %.2f |", label(name), digits(m), range,
               digits(median(cpu[name])), apart || m <= 0 ? "" : digits(bytes / 1e6 / m),
               peak[name] / 1024, size[name] / bytes
        for (j = 1; j <= ours; j++)
            if (apart || name ~ /^dateline-/ || took[rivals[j]] <= 0) printf " |"
            else printf " %.1f × as fast |", m / took[rivals[j]]
        printf "\n"
    }
}
