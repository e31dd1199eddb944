"""Take out of a page what is around its article: captions, related links, prompts to sign up, cookie notices."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

# Never text of an article; taken out first, which halves the time of finding it.
UNREAD = (
    "applet", "area", "audio", "canvas", "datalist", "dialog", "embed", "frame", "frameset", "iframe", "input", "link",
    "map", "math", "menu", "menuitem", "nav", "noscript", "object", "optgroup", "option", "output", "param", "picture",
    "progress", "script", "select", "source", "style", "svg", "template", "textarea", "track", "video",
)
_BESIDE = ("aside", "button", "fieldset", "footer", "head", "label", "legend", "marquee", "time")   # may tell of a wall
_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:wp-caption|wp-caption-text|wp-element-caption|figcaption|image-caption|photo-caption|caption-text|"
    r"(?:jp-)?relatedposts|related-(?:articles?|stories|posts?|links?|content|news)|read-?more-(?:links?|box)|"
    r"newsletter-?(?:signup|sign-up|form|box|promo|widget|module)?|subscribe-(?:box|form|prompt)|sharedaddy|"
    r"social-?(?:share|sharing|links|buttons)|share-(?:buttons?|links|tools)|cookie-?(?:banner|notice|consent)|"
    r"(?:onetrust|didomi|qc-cmp2?)[\w-]*|gdpr-[\w-]+|taboola|outbrain|advert(?:isement)?|ad-(?:slot|unit|container))"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(   # names of what lists other articles; too short to take text out by
    r"(?:^|[\s_-])(?:related|recommend(?:ed|ations?)|more-?(?:stories|news|from|on)|most-?(?:read|popular|viewed|recent)|"
    r"latest(?:-news)?|trending|sidebar|teasers?|comments?|also-read|see-also|archives?)(?:$|[\s_-])",
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
# Where a feed's reader is sent: WordPress hangs it on every item, in the site's language.
_ORIGIN = re.compile(
    r"(?:the post .+? (?:appeared first|first appeared) (?:on|at) .+|der beitrag .+? erschien (?:zuerst|als erstes) "
    r"(?:auf|bei) .+|la entrada .+? (?:se public[óo] primero|apareci[óo] primero|aparece primero) en .+|"
    r"l['’]article .+? est apparu en premier sur .+|(?:l['’]articolo|il post) .+? (?:proviene da|[èe] apparso (?:per "
    r"primo|per la prima volta) su) .+|o (?:post|artigo) .+? apareceu primeiro em .+|"
    r"het bericht .+? verscheen eerst op .+|inl[äa]gget .+? d[öo]k f[öo]rst upp p[åa] .+)",
    re.IGNORECASE,
)
_CUT = re.compile(r"(?:…|\.\.\.)?\s?\[\+[\d,]{1,9} chars\]$")   # as NewsAPI cuts: "… [+2310 chars]"
# What some pages show when a pointer rests on a politician's name, with no space behind the full name: "Sen. Ines Vale
# Ines Maria ValeFerry sails again Mayor asks for a recount MORE (D)".
_ON_HOVER = re.compile(
    r"(?<= )(?P<last>[A-Z][\w’'-]+) (?:[A-Z(\"“][\w.()’'“”\"-]* ){1,5}(?P=last)(?=[A-Z0-9])[^\n]{1,500}?\sMORE\b"
)
MAX_ORIGIN = 600   # characters
MAX_BOX = 1_500    # characters in paragraphs
MAX_PROMPT = 160   # characters; a longer paragraph says something


def unfurnish(page: lxml.html.HtmlElement) -> None:
    """Remove the elements of a page that can't be its article, by their names and classes."""
    etree.strip_elements(page, *UNREAD, with_tail=False)
    drop_boxes(page)


def drop_boxes(page: lxml.html.HtmlElement) -> None:
    """Remove the boxes around an article: captions, related links, forms, notices."""
    _drop(page, _CLASSES)


def drop_other_articles(page: lxml.html.HtmlElement) -> None:
    """Remove what lists other articles, whose dates and names are not this one's; what has the headline stays."""
    _drop(page, _ELSEWHERE, keep="h1")


def _drop(page: lxml.html.HtmlElement, pattern: re.Pattern[str], keep: str = "") -> None:
    named: dict[str, bool] = {}   # pages use few names, and use them often
    for element in page.xpath(".//*[@class or @id]"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if names not in named:
            named[names] = pattern.search(names) is not None
        if named[names] and keep and next(element.iter(keep), None) is not None:
            continue
        if named[names] and element.tag not in ("html", "body", "main", "article", "p") and _is_small(element):
            parent = element.getparent()
            if parent is not None:
                element.drop_tree()


def _is_small(element: lxml.html.HtmlElement) -> bool:
    """Some sites name the element around the whole article so; whoever holds much text is no box beside it."""
    return sum(len(p.text_content()) for p in element.iter("p")) < MAX_BOX


def strip_beside(page: lxml.html.HtmlElement) -> None:
    """Remove the elements that stand beside an article by their nature; `unfurnish` leaves them, as they tell of walls.

    Trafilatura drops these too, after it has searched them.
    """
    etree.strip_elements(page, *_BESIDE, with_tail=False)


def without_origin(text: str) -> str:
    """The text without a last paragraph that only says where it appeared first."""
    above, gap, last = text.rpartition("\n\n")
    return above if gap and len(last) <= MAX_ORIGIN and _ORIGIN.fullmatch(last) else text


def without_hover_text(text: str) -> str:
    """The text without what a page shows of somebody, and which other articles, when a pointer rests on the name."""
    return _ON_HOVER.sub(r"\g<last>", text) if " MORE" in text else text


def without_cut_mark(text: str) -> str:
    """The text without the mark that says how much of it was left out."""
    match = _CUT.search(text[-40:])
    return text[: len(text) - len(match[0])].rstrip() + "…" if match else text


def without_prompts(paragraphs: list[str]) -> list[str]:
    """The paragraphs without those that only point elsewhere or ask for something."""
    return [each for each in paragraphs if len(each) > MAX_PROMPT or not _PROMPT.fullmatch(each)]
