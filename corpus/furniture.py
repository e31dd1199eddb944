"""Take out of a page what is around its article: captions, related links, prompts to sign up, cookie notices."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

# Never text of an article; taken out first, which also halves the time of finding it.
_UNREAD = ("script", "style", "svg", "noscript", "template", "iframe", "object", "embed", "canvas", "dialog", "select")
_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:wp-caption|wp-caption-text|wp-element-caption|figcaption|image-caption|photo-caption|caption-text|"
    r"(?:jp-)?relatedposts|related-(?:articles?|stories|posts?|links?|content|news)|read-?more-(?:links?|box)|"
    r"newsletter-?(?:signup|sign-up|form|box|promo|widget|module)?|subscribe-(?:box|form|prompt)|sharedaddy|"
    r"social-?(?:share|sharing|links|buttons)|share-(?:buttons?|links|tools)|cookie-?(?:banner|notice|consent)|"
    r"(?:onetrust|didomi|qc-cmp2?)[\w-]*|gdpr-[\w-]+|taboola|outbrain|advert(?:isement)?|ad-(?:slot|unit|container))"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_PROMPT = re.compile(
    r"(?:sign up (?:for|to|here|now|today)\b.*|subscribe (?:to|now|here|today)\b.*|"
    r"(?:read|see|watch|listen|learn|find out) (?:more|also|next)(?:\s*:.*|\s*[»>→]*)|"
    r"(?:also|more) (?:read|on this|from)\b.*|"
    r"related(?: (?:stories|articles|coverage|content|news|links|posts|topics))?\s*(?::.*)?|"
    r"recommended(?: for you)?|"
    r"advertisements?|(?:story|article) continues (?:below|after).*|continue reading.*|scroll (?:down )?(?:for|to) .*|"
    r"(?:follow|like|join) (?:us|me|him|her|them|@\w+)?\s*on "
    r"(?:twitter|facebook|instagram|x|telegram|whatsapp|linkedin)\b.*|"
    r"share (?:this|on)\b.*|click here (?:to|for) .*|most (?:read|popular|viewed)|trending(?: now)?|"
    r"(?:photo|image|picture)(?: credit| source)?s?\s*:.*|"
    r"(?:we use|this (?:site|website) uses) cookies.*|.{0,60}\b(?:our|the) (?:\w+ ){0,3}newsletters?\b.{0,60})",
    re.IGNORECASE,
)
MAX_PROMPT = 160   # characters; a longer paragraph says something


def unfurnish(page: lxml.html.HtmlElement) -> None:
    """Remove the elements of a page that can't be its article, by their names and classes."""
    etree.strip_elements(page, *_UNREAD, with_tail=False)
    for element in page.xpath(".//*[@class or @id]"):
        if element.tag not in ("html", "body", "main", "article", "p") and _is_furniture(element):
            parent = element.getparent()
            if parent is not None:
                element.drop_tree()


def _is_furniture(element: lxml.html.HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    # Some sites name the element around the whole article so; whoever holds this much text is no box beside it.
    return _CLASSES.search(names) is not None and sum(len(p.text_content()) for p in element.iter("p")) < 1_500


def without_prompts(paragraphs: list[str]) -> list[str]:
    """The paragraphs without those that only point elsewhere or ask for something."""
    return [each for each in paragraphs if len(each) > MAX_PROMPT or not _PROMPT.fullmatch(each)]
