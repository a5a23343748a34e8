#!/bin/sh
# No hand-written source file may have more than 500 lines; those over 300 are named.
cd "$(dirname "$0")/../.." || exit 2
find Sources Tests -type f \( -name '*.swift' -o -name '*.c' -o -name '*.h' -o -name '*.py' -o -name '*.go' -o -name '*.sh' \) -not -path '*/.build*' \
    -exec awk 'END { print NR, FILENAME }' {} \; | awk '
    $1 > 500 { print $2 ": " $1 " lines, 500 are the most"; bad = 1 }
    $1 > 300 && $1 <= 500 { print $2 ": " $1 " lines, consider splitting it" }
    END { exit bad }'
