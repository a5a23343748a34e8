#!/bin/sh
# The programs that are exec'd for every pod: one static file each, without Foundation, Swift concurrency or NIO.
# Usage: slim.sh PROGRAM...
status=0
for program in "$@"; do
    if readelf -lW "$program" | grep -qE ' INTERP | DYNAMIC '; then
        echo "$program: dynamically linked; it has to run on hosts without a Swift runtime"
        status=1
    fi
    # A module's name survives stripping, in the metadata of its types; Foundation always brings FoundationEssentials along.
    for module in FoundationEssentials _Concurrency NIOCore NIOPosix; do
        if grep -qaF "$module" "$program"; then
            echo "$program: links $module"
            status=1
        fi
    done
done
[ $status -eq 0 ] && echo "slim: $* are static and link no Foundation, concurrency or NIO"
exit $status
