"""Read a WordPress export (WXR)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from corpus.record.aliases import field_of, plain_name
from corpus.record.corrections import printed_corrections
from corpus.record.kinds import kind_of
from corpus.record.record import articles_from
from corpus.record.values import absolute
from corpus.text.clean import clean
from corpus.text.dates import in_zone_of_both
from corpus.text.decode import File
from corpus.text.markup import piece_text
from corpus.text.post import post_text
from corpus.text.xml_items import Element, items, local
from corpus.text.xml_text import child, children, line, raw
from corpus.types.article import Article
from corpus.types.notice import Notice, Report, left_out_if_refused

# What WordPress keeps beside posts, and what is no news: pages tell about the paper, the rest is the site's machinery.
NO_ARTICLES = frozenset((
    "attachment", "nav_menu_item", "revision", "page", "custom_css", "customize_changeset", "oembed_cache",
    "user_request", "wp_block", "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation",
    "wp_font_family", "wp_font_face", "feedback", "acf-field", "acf-field-group", "elementor_library",
    "wpcf7_contact_form", "jp_pay_order", "product", "shop_order", "tribe_events",
))
MAX_PARENTS = 100_000   # posts whose status is remembered for those that inherit it


def read_wxr(file: File, name: str, report: Report) -> Iterator[Article]:
    """The posts of an export, one in memory at a time; pages, attachments and the like are counted in one notice."""
    site: dict[str, Any] = {}
    others: Counter[str] = Counter()
    statuses: dict[str, str] = {}
    for row, item in items(file, name, report, "item"):
        site = site or _site(item.getparent())
        fields = _with_status(_fields(item), statuses)
        kind = fields.get("post_type") or "post"
        if kind in NO_ARTICLES:
            others[kind] += 1
            continue
        with left_out_if_refused(f"{name}:{row}", report):
            yield from articles_from(_record(item, fields, site), f"{name}:{row}", report)
    if others:
        kinds = ", ".join(f"{count} {kind}" for kind, count in others.most_common())
        report(Notice(name, f"{others.total()} items that are no posts were passed over ({kinds})."))


def _site(channel: Element | None) -> dict[str, Any]:
    """The site's name, language and authors, which stand before the first item."""
    site: dict[str, Any] = {"authors": {}}
    for each in channel if channel is not None else ():
        if local(each) in ("title", "language", "link"):
            site[local(each)] = each.text or ""
        elif local(each) == "author":
            author = {local(field): (field.text or "").strip() for field in each}
            site["authors"][author.get("author_login", "")] = author.get("author_display_name", "")
    return site


def _fields(item: Element) -> dict[str, str]:
    """The texts of an item by local name; of `encoded` the content's, not the excerpt's."""
    fields: dict[str, str] = {}
    for each in item:
        name = local(each)
        if name == "encoded":
            name = "excerpt" if "excerpt" in each.tag else "content"
        if name and name not in ("category", "postmeta", "comment"):
            fields.setdefault(name, raw(each).strip())
    return fields


def _with_status(fields: dict[str, str], statuses: dict[str, str]) -> dict[str, str]:
    """The fields with the status of the parent, where that is known, for one that inherits it."""
    status = fields.get("status") or "publish"
    if status == "inherit":
        status = statuses.get(fields.get("post_parent", ""), status)
    if fields.get("post_id") and len(statuses) < MAX_PARENTS:
        statuses[fields["post_id"]] = status
    return {**fields, "status": status}


def _limits(item: Element, fields: Mapping[str, str]) -> dict[str, list[str]]:
    """The status, embargoes and expiries of a post, of which plugins keep some beside it."""
    plugins = {name: line(child(each, "meta_value")) for each in children(item, "postmeta")
               if _limits_by(name := line(child(each, "meta_key")))}
    return {
        **{name: [value] for name, value in plugins.items() if value},
        "status": ["withheld" if fields.get("post_password") else fields["status"]],
    }


def _limits_by(name: str) -> bool:
    """Whether a plugin keeps an embargo or an expiry under that name; of others an embargo is the surest sign."""
    known = field_of(name)
    return known[0] in ("embargoed_until", "expires") if known else "embargo" in plain_name(name)


def _record(item: Element, fields: Mapping[str, str], site: Mapping[str, Any]) -> dict[str, Any]:
    text = post_text(fields.get("content", ""))
    published, updated = _date(fields, "post_date"), _date(fields, "post_modified")
    categories = _categories(item, "category")
    record = {
        "id": fields.get("guid") or fields.get("link"),
        "title": fields.get("title"),
        "text": text,
        "url": absolute(fields.get("link"), site.get("link")),
        "published": published or fields.get("pubDate"),
        "updated": updated if updated and updated != published else None,
        "authors": _authors(item, fields, site),
        "source": site.get("title"),
        "section": categories,
        "kind": kind_of(*categories),
        "language": site.get("language"),
        **_limits(item, fields),
        "corrections": printed_corrections(text),
        "extra": {field: value for field, value in (
            ("post_id", fields.get("post_id")), ("tags", _categories(item, "post_tag")),
            ("excerpt", clean(piece_text(fields.get("excerpt") or "")))) if value},
    }
    return {field: value for field, value in record.items() if value}


def _authors(item: Element, fields: Mapping[str, str], site: Mapping[str, Any]) -> list[str]:
    """The names behind the logins; of Co-Authors Plus all that it lists."""
    several = _categories(item, "author")
    creator = fields.get("creator", "")
    return several or list(filter(None, [site["authors"].get(creator) or creator]))


def _categories(item: Element, domain: str) -> list[str]:
    """The categories of one domain; "Uncategorized" says nothing."""
    listed = [(each.text or "").strip() for each in item
              if local(each) == "category" and each.get("domain", "category") == domain]
    return [each for each in listed if each and each != "Uncategorized"]


def _date(fields: Mapping[str, str], name: str) -> str:
    """As the site's clock showed it, in its zone where the export gives the moment in UTC too; a draft has none."""
    return in_zone_of_both(fields.get(name, ""), fields.get(f"{name}_gmt", ""))
