#!/bin/sh
# Opens the course; the same as "python3 course.py". For whoever starts it with a double click, on a Mac or on Linux.
cd "$(dirname "$0")" || exit 1
if ! command -v python3 >/dev/null; then
    echo "Python is not on this computer yet. Get it from python.org/downloads and install it."
    echo "Then open Start.command again."
    exit 1
fi
# By -E -s, no variable and no file of another Python keeps this one from starting.
exec python3 -E -s course.py "$@"
