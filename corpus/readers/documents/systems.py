"""Tell the exports and interfaces of content management systems, and give their articles under Article's names.

WordPress REST, Ghost, Arc XP's ANS, Drupal's JSON:API, the Guardian's Open Platform, The New York Times' search and
archive. Everything else goes by the names in `aliases` and by the lists in LISTS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from corpus.readers.documents.transcript import is_transcript, transcript
from corpus.record.aliases import field_of, hiding
from corpus.record.kinds import kind_of
from corpus.record.nested import body_text
from corpus.text.clean import clean
from corpus.text.dates import in_zone_of_both
from corpus.text.markup import piece_text
from corpus.text.post import post_text

Record: TypeAlias = Mapping[str, Any]

# What systems call their lists of articles: NewsAPI, JSON Feed, Ghost, JSON:API, the Guardian, the Times, GraphQL.
LISTS = ("articles", "items", "posts", "results", "docs", "stories", "entries", "data", "content_elements", "nodes",
         "edges", "hits", "records", "news", "documents")
_FIRST = ("articles", "items")   # these count whatever stands beside them
MAX_DEPTH = 4                    # of objects in which a list is looked for


def records_in(content: object) -> list[Any] | None:
    """The articles of an envelope, joined with what it keeps beside them; None where the content is no envelope."""
    if isinstance(content, list):
        if len(content) == 1 and isinstance(content[0], Mapping) and "data" in content[0] and _ghost_tables(content[0]):
            return _ghost_posts(content[0]["data"])
        return content
    if not isinstance(content, Mapping):
        return None
    if tables := _ghost_export(content):
        return _ghost_posts(tables)
    if "jsonapi" in content and "data" in content:
        return _drupal_nodes(content)
    response = content.get("response")
    if isinstance(response, Mapping) and isinstance(response.get("content"), Mapping):
        return [response["content"]]
    return _listed(content, MAX_DEPTH)


def translated(record: Record) -> Record:
    """What a record of a known system says, under Article's names; any other record as it is."""
    for is_theirs, translate in _SYSTEMS:
        if is_theirs(record):
            made = translate(record)
            extra = {name: value for name, value in (made.pop("extra", None) or {}).items() if value}
            return {**hiding({name: value for name, value in record.items() if name not in made}),
                    **{name: value for name, value in made.items() if value not in (None, "", [], {})},
                    **({"extra": extra} if extra else {})}
    return record


def _listed(content: Record, depth: int) -> list[Any] | None:
    """The list of articles in an object, wherever it lies; None where the object has a text of its own."""
    named = _FIRST if _has_text(content) or content.get("type") == "story" else LISTS
    for name in named:
        value = content.get(name)
        if isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
            return [_unwrapped(each) for each in value]
    if named is LISTS and depth:
        for value in content.values():
            inner = value[0] if isinstance(value, list) and len(value) == 1 else value
            if isinstance(inner, Mapping) and (found := _listed(inner, depth - 1)) is not None:
                return found
    return None


def _unwrapped(item: object) -> object:
    """An entry without GraphQL's node or a search engine's _source around it."""
    inner = next((item[name] for name in ("node", "_source") if isinstance(item.get(name), Mapping)),
                 None) if isinstance(item, Mapping) else None
    return item if inner is None else inner


def _has_text(record: Record) -> bool:
    return any((field_of(str(name)) or ("",))[0] in ("text", "html") and value for name, value in record.items())


# -- WordPress REST

def _is_wordpress(record: Record) -> bool:
    content = record.get("content")
    return "date_gmt" in record and isinstance(content, Mapping) and "rendered" in content


def _wordpress(post: Record) -> dict[str, Any]:
    """A post of /wp/v2/posts; names stand beside it with `?_embed`, else authors and categories are numbers."""
    embedded = _object(post.get("_embedded"))
    terms = [term for group in _list(embedded.get("wp:term")) for term in _list(group) if isinstance(term, Mapping)]
    named = {kind: [term["name"] for term in terms if term.get("taxonomy") == kind and _text(term.get("name"))]
             for kind in ("category", "post_tag", "author")}
    sections = [name for name in named["category"] if name != "Uncategorized"]
    together = named["author"] if all(" " in name for name in named["author"]) else []   # of Co-Authors Plus, or logins
    protected = _object(post.get("content")).get("protected") is True
    return {
        "id": _rendered(post.get("guid")) or post.get("link"),
        "title": _rendered(post.get("title")),
        "text": post_text(_rendered(post.get("content"))),
        "url": post.get("link"),
        "published": in_zone_of_both(_text(post.get("date")), _text(post.get("date_gmt"))),
        "updated": in_zone_of_both(_text(post.get("modified")), _text(post.get("modified_gmt"))),
        "authors": together or _names(embedded.get("author")) or _names(post.get("coauthors")),
        "section": sections,
        "kind": kind_of(*sections),
        "language": _text(post.get("lang")),
        "status": "withheld" if protected else post.get("status"),
        "extra": {"post_id": post.get("id"), "tags": named["post_tag"],
                  "excerpt": clean(piece_text(_rendered(post.get("excerpt"))))},
    }


# -- Ghost

def _is_ghost(record: Record) -> bool:
    return bool({"html", "plaintext", "lexical", "mobiledoc"} & record.keys()) and "published_at" in record and bool(
        {"uuid", "visibility", "comment_id", "primary_author"} & record.keys())


def _ghost(post: Record) -> dict[str, Any]:
    """A post of an export or of the Content API."""
    tags = [name for name in _names(post.get("tags")) if not name.startswith("#")]
    primary = _object(post.get("primary_tag")).get("name")
    seen_by = _text(post.get("visibility"))
    return {
        "id": post.get("id"), "title": post.get("title"),
        "html": post.get("html"), "text": None if post.get("html") else post.get("plaintext") or body_text(
            post.get("lexical")),
        "url": post.get("url") or post.get("canonical_url"),
        "published": post.get("published_at") or post.get("created_at"), "updated": post.get("updated_at"),
        "authors": _names(post.get("authors")) or _names(post.get("primary_author")),
        "section": primary or tags, "kind": kind_of(primary, *tags), "language": _text(post.get("locale")),
        "status": [post.get("status") if post.get("status") != "sent" else "published",
                   *([f"for {seen_by} only"] if seen_by not in ("", "public") else [])],
        "extra": {"slug": post.get("slug"), "tags": tags, "excerpt": post.get("custom_excerpt")},
    }


def _ghost_export(content: Record) -> Record:
    db = content.get("db")
    first = db[0] if isinstance(db, list) and db else content
    return first["data"] if isinstance(first, Mapping) and _ghost_tables(first) else {}


def _ghost_tables(holder: Record) -> bool:
    return isinstance(holder.get("data"), Mapping) and {"posts", "users"} <= holder["data"].keys()


def _ghost_posts(tables: Record) -> list[Any]:
    """The posts with the authors and tags that other tables of the export give them; pages are no articles."""
    authors = _joined(tables, "posts_authors", "author_id", "users")
    tags = _joined(tables, "posts_tags", "tag_id", "tags")
    return [{"uuid": "", **post, "authors": authors.get(post.get("id"), []), "tags": tags.get(post.get("id"), [])}
            for post in _list(tables.get("posts"))
            if isinstance(post, Mapping) and post.get("type", "post") == "post" and not post.get("page")]


def _joined(tables: Record, between: str, key: str, named: str) -> dict[Any, list[Any]]:
    """The rows of one table for each post, through the table between them, in its order."""
    rows = {row.get("id"): row for row in _list(tables.get(named)) if isinstance(row, Mapping)}
    links = [link for link in _list(tables.get(between)) if isinstance(link, Mapping)]
    joined: dict[Any, list[Any]] = {}
    for link in sorted(links, key=lambda each: each["sort_order"] if isinstance(each.get("sort_order"), int) else 0):
        if (row := rows.get(link.get(key))) is not None:
            joined.setdefault(link.get("post_id"), []).append(row)
    return joined


# -- Arc XP

def _is_ans(record: Record) -> bool:
    return isinstance(record.get("content_elements"), list) and (
        isinstance(record.get("headlines"), Mapping) or record.get("type") == "story")


def _ans(story: Record) -> dict[str, Any]:
    """A story in ANS; its address is a path on whichever site shows it."""
    taxonomy = _object(story.get("taxonomy"))
    section = _object(taxonomy.get("primary_section")).get("name") or _names(taxonomy.get("sections"))
    elements = [each for each in story["content_elements"] if isinstance(each, Mapping)]
    path, dates = _text(story.get("canonical_url")), ("display_date", "first_publish_date", "publish_date")
    return {
        "id": story.get("_id"),
        "title": _object(story.get("headlines")).get("basic"),
        "text": body_text([each for each in elements if each.get("type") != "correction"]),
        "url": path if path.startswith("http") else "",
        "published": next((story[name] for name in dates if story.get(name)), story.get("created_date")),
        "updated": story.get("last_updated_date"),
        "authors": _names(_object(story.get("credits")).get("by")),
        "source": _object(story.get("source")).get("name") or _object(story.get("distributor")).get("name"),
        "section": section,
        "kind": kind_of(story.get("subtype"), section),
        "language": _text(story.get("language")),
        "status": "draft" if _object(story.get("revision")).get("published") is False else "",
        "corrections": [{"text": body_text(each)} for each in elements if each.get("type") == "correction"],
        "rights": _object(story.get("copyright")).get("basic") or _text(story.get("copyright")),
        "extra": {"path": path, "subheadline": _object(story.get("subheadlines")).get("basic"),
                  "tags": _names(taxonomy.get("tags"))},
    }


# -- Drupal's JSON:API

def _is_drupal(record: Record) -> bool:
    return isinstance(record.get("attributes"), Mapping) and str(record.get("type") or "").startswith("node--")


def _drupal_nodes(content: Record) -> list[Any]:
    """The resources, each with what it refers to and the document includes."""
    included = {(each.get("type"), each.get("id")): each.get("attributes") or {}
                for each in _list(content.get("included")) if isinstance(each, Mapping)}
    return [{**each, "_included": included} if isinstance(each, Mapping) else each for each in _list(content["data"])]


def _drupal(node: Record) -> dict[str, Any]:
    fields = node["attributes"]
    related = {name: [each for each in _related(_object(value).get("data"), node.get("_included") or {}) if each]
               for name, value in _object(node.get("relationships")).items()}
    bodies = [each for each in fields.values() if isinstance(each, Mapping) and {"value", "format"} <= each.keys()]
    body = fields.get("body") if isinstance(fields.get("body"), (Mapping, str)) else next(iter(bodies), "")
    names = {name: [_text(each.get("name") or each.get("display_name") or each.get("title")) for each in rows]
             for name, rows in related.items()}
    path = _text(_object(fields.get("path")).get("alias"))
    return {
        "id": node.get("id"), "title": fields.get("title"), "text": body_text(body),
        "url": next((_text(fields[name]) for name in ("url", "canonical_url") if fields.get(name)), ""),
        "published": fields.get("published_at") or fields.get("field_published_date") or fields.get("created"),
        "updated": fields.get("changed"),
        "authors": _first_of(names, ("field_author", "field_authors", "field_byline")) or _text(
            fields.get("field_byline")) or names.get("uid"),
        "section": _first_of(names, ("field_section", "field_category", "field_channel", "field_topic")),
        "language": _text(fields.get("langcode")), "ispublished": fields.get("status"),
        "status": fields.get("moderation_state"), "extra": {"path": path, "tags": names.get("field_tags")},
        **hiding({name: value for name, value in fields.items() if name not in ("status", "moderation_state")}),
    }


def _related(data: object, included: Mapping[tuple[Any, Any], Any]) -> list[Any]:
    return [included.get((each.get("type"), each.get("id")), {}) for each in _list(data) if isinstance(each, Mapping)]


def _first_of(named: Mapping[str, list[str]], names: Iterable[str]) -> list[str]:
    return next((kept for name in names if (kept := list(filter(None, named.get(name, []))))), [])


# -- The Guardian, The New York Times

def _is_guardian(record: Record) -> bool:
    return "webPublicationDate" in record and "webTitle" in record


def _guardian(item: Record) -> dict[str, Any]:
    """An item of the Open Platform; without `show-fields` or `show-blocks` it has no text."""
    fields, blocks = _object(item.get("fields")), _list(_object(item.get("blocks")).get("body"))
    people = [tag.get("webTitle") for tag in _list(item.get("tags"))
              if isinstance(tag, Mapping) and tag.get("type") == "contributor"]
    section = item.get("sectionName")
    return {
        "id": item.get("id"), "title": fields.get("headline") or item.get("webTitle"), "html": fields.get("body"),
        "text": None if fields.get("body") else (fields.get("bodyText") or item.get("bodyText") or body_text(blocks)),
        "url": item.get("webUrl"), "published": item.get("webPublicationDate"),
        "updated": fields.get("lastModified"), "authors": fields.get("byline") or item.get("byline") or people,
        "source": fields.get("publication"), "section": section, "language": _text(fields.get("lang")),
        "kind": "live" if item.get("type") == "liveblog" else kind_of(item.get("pillarName"), section),
        "extra": {"standfirst": clean(piece_text(_text(fields.get("standfirst"))))},
    }


def _is_times(record: Record) -> bool:
    return isinstance(record.get("headline"), Mapping) and "main" in record["headline"] and "web_url" in record


def _times(doc: Record) -> dict[str, Any]:
    """A document of article search or of the archive, which give the beginning of the article only."""
    byline = _object(doc.get("byline"))
    people = [" ".join(filter(None, (_text(each.get(name)) for name in ("firstname", "middlename", "lastname"))))
              for each in _list(byline.get("person")) if isinstance(each, Mapping)]
    text = next(filter(None, (_text(doc.get(name)) for name in ("lead_paragraph", "abstract", "snippet"))), "")
    return {
        "id": doc.get("_id") or doc.get("uri"), "title": doc["headline"]["main"], "text": text, "url": doc["web_url"],
        "published": doc.get("pub_date"), "authors": byline.get("original") or people, "source": doc.get("source"),
        "section": doc.get("section_name") or doc.get("news_desk"), "kind": kind_of(doc.get("type_of_material")),
        "extra": {"summary_only": bool(text), "abstract": doc.get("abstract"), "print_page": doc.get("print_page")},
    }


_SYSTEMS: tuple[tuple[Callable[[Record], bool], Callable[[Record], dict[str, Any]]], ...] = (
    (_is_wordpress, _wordpress), (_is_ans, _ans), (_is_drupal, _drupal), (_is_guardian, _guardian),
    (_is_times, _times), (_is_ghost, _ghost), (is_transcript, transcript),
)


def _object(value: object) -> Record:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _rendered(value: object) -> str:
    return _text(_object(value).get("rendered") if isinstance(value, Mapping) else value)


def _names(value: object) -> list[str]:
    """The names of people, tags or sections, which come as one, or as several objects."""
    listed = (_object(each) for each in _list(value))
    return [name for each in listed if (name := _text(each.get("name") or each.get("display_name")))]
