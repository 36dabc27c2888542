#!/usr/bin/env bash
# Tests a page in headless Chromium: that of a made-up run of thirty allocators, or REPORT.html, which must be of several traces.
# On Debian, as root, it installs Chromium where there is none.
set -euo pipefail
page=${1:+$(realpath -- "$1")}
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."

type -P chromium >/dev/null || DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium >/dev/null
mvn -q verify -pl analysis/report -am -Dtest=PageInBrowserTest -Dsurefire.failIfNoSpecifiedTests=false ${page:+"-Dheaplab.page=$page"}
echo "browser test: passed"
