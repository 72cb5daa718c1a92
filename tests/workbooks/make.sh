#!/usr/bin/env bash
# Makes the small workbooks of this folder anew, with LibreOffice: formats that
# the tests cannot write themselves. They are committed; the tests read them.
set -euo pipefail
cd "$(dirname "$0")"
soffice --headless --convert-to ods --outdir . register.fods >/dev/null
soffice --headless --convert-to xls --outdir . register.fods >/dev/null
soffice --headless --convert-to xlsx --outdir . register.fods >/dev/null
