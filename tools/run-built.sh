#!/bin/sh
# run-built.sh FILE [ARGUMENT...]: runs a program of this repository as `npm run build` has left it. It installs, builds
# and writes nothing here, so that the tree can be read-only and somebody else's.
if ! cmp -s pnpm-lock.yaml node_modules/.pnpm/lock.yaml || [ ! -f apps/web/dist/index.html ] || [ ! -f "$1" ]; then
  echo 'Asterism is not built, or not in this version: run "npm run build" once, as the one who may write here.' >&2
  exit 1
fi
# Traces in the log name the lines of the source.
exec node_modules/.bin/node --enable-source-maps "$@"
