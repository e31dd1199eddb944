#!/usr/bin/env bash
# Guess:   an RSS item's <media:description>, which tells of a picture, is kept apart from the item's own <description>.
# Happens: feedparser takes the caption for the entry's `content`, the field in which feeds carry the whole article; that
#          it came from the picture's element is said nowhere.
# Matters: a reader that prefers `content` to `summary`, as readers of whole articles do, stores a photo's caption as the
#          article, and a bot then quotes it as news.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14 2>/dev/null
"$folder/venv/bin/python" - <<'PY'
import feedparser

FEED = """<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The Quay</title><item>
<title>Ferry to sail</title><description>The ferry will sail all winter.</description>
<media:content url="https://www.example.org/a.jpg"><media:description>A ferry at the pier, photographed in May.</media:description>
</media:content></item></channel></rss>"""
entry = feedparser.parse(FEED).entries[0]
print("feedparser", feedparser.__version__)
print("summary:", entry.get("summary"))
print("content:", [each["value"] for each in entry.get("content", [])])
assert "photographed" in entry.content[0]["value"], "the caption is no longer the content"
PY
