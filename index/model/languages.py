"""Languages: which one a text is written in, and which words of each say nothing.

py3langid reads the language of an article (BSD-3-Clause, 4.6 MB, no network, kept); questions are too short for it, and
are read by their small words, which stopwordsiso lists (MIT).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from corpus import Article
from index.model.words import STOP_WORDS

ENGLISH = "en"
SPOKEN = (ENGLISH, "de", "fr", "es")     # in which questions are asked, whatever an archive is written in
ALIKE = ("nl", "it", "pt", "no", "da", "sv")      # whose questions else pass for one of those, as Dutch for Spanish

_READ = 800            # characters of an article that tell its language
_LEAST = 25            # letters below which nothing does
_PLAINLY = 0.3         # share of small words from which a text is English without a closer look, or what its tag says
_SURE = 0.6            # confidence from which a tag is wrong
_LONG = 150            # letters below which a tag is believed
_SCORED = 0.2          # confidence from which a language is read at all: of 140, most others have next to none
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9_-]*)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)*")
_OPENING, _ENOUGH = 2, 2      # votes of a question's first word, and that another language than the archive's must have
# What else a tag may call a language: three letters, a macrolanguage's parts, codes that were given up.
_ALSO = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt", "nld": "nl",
    "dut": "nl", "nor": "no", "nob": "no", "nno": "no", "nb": "no", "nn": "no", "iw": "he", "in": "id",
}
# Tantivy's names of Snowball's stemmers, by language, and those whose stop words it has too.
STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}
_LISTED = frozenset(
    "danish dutch finnish french german hungarian italian norwegian portuguese russian spanish swedish".split()
)
# Words that ask, which stop lists made of articles lack.
_ASKING = {
    "de": "wer wen wem wessen wann wo woher wohin warum weshalb wieso wie wieviel wieviele welche welcher welches "
          "welchen welchem was wofür wodurch worüber wovon womit wozu viele viel wurde wurden worden gibt gab heißt "
          "hieß",
    "es": "qué quién quiénes cuál cuáles cuándo dónde adónde cómo cuánto cuánta cuántos cuántas",
    "fr": "qui que quoi quel quelle quels quelles quand où comment pourquoi combien",
    "nl": "wie wat waar wanneer waarom hoe hoeveel welk welke",
    "it": "chi che cosa quale quali quando dove come perché quanto quanta quanti quante",
    "pt": "quem que qual quais quando onde como porque porquê quanto quanta quantos quantas",
    "no": "hvem hva hvor hvorfor hvordan når hvilken hvilket hvilke",
    "da": "hvem hvad hvor hvorfor hvordan hvornår hvilken hvilket hvilke",
    "sv": "vem vad var varför hur när vilken vilket vilka",
}
_EXCLAIMED = frozenset(("oh", "no", "ah", "hey"))     # in English as well as in others: "Oh no!" is no French
_NONE = ("und", "mul", "zxx", "mis")


@lru_cache(maxsize=256)
def base(tag: str) -> str:
    """The language of a tag, as "de" of "de-AT"; empty for what is no tag, and for those of no language."""
    match = _TAG.fullmatch(tag.strip())
    code = match[1].lower() if match else ""
    return "" if code in _NONE else _ALSO.get(code, code)


def most_frequent(tags: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """The languages of these tags, each with how often it stands there, the most frequent first.

    What has no language is read as English.
    """
    counts: Counter[str] = Counter()
    for tag, number in tags:
        counts[base(tag) or ENGLISH] += number
    return tuple(language for language, _ in counts.most_common())


@lru_cache(maxsize=64)
def stop_words(language: str) -> frozenset[str]:
    """Words of a language that don't say what a text is about, in small letters; none where nobody listed them.

    Of the long list of small words those that Snowball's short one has too, where it knows the language: the long one
    has "new", "long" and "year".
    """
    if language == ENGLISH:
        return STOP_WORDS
    words, name = small_words(language), STEMMERS.get(language)
    if name not in _LISTED:
        return words
    filtered = TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stopword(name)).build()
    return frozenset(word for word in words if not filtered.analyze(word)) | set(_ASKING.get(language, "").split())


@lru_cache(maxsize=64)
def small_words(language: str) -> frozenset[str]:
    """Words by which a language is known, in small letters: its stop words, and others that are frequent."""
    if language == ENGLISH:
        return STOP_WORDS | _EXCLAIMED
    import stopwordsiso

    listed = stopwordsiso.stopwords(language) if stopwordsiso.has_lang(language) else ()
    return frozenset((*listed, *_ASKING.get(language, "").split()))


def settled(article: Article) -> Article:
    """The article with the language that it is written in: what its tag says, unless its words plainly say another.

    CMSs tag what they publish with their own default. Where neither says, and for English without a tag, the language
    stays empty.
    """
    language = base(article.language)
    text = f"{article.title}\n{article.text[:_READ]}"
    if _share_of(text, language or ENGLISH) >= _PLAINLY:
        return article
    read, sure = written_in(text)
    if language and not (sure >= _SURE and _letters(text) >= _LONG and _share_of(text, read) >= _PLAINLY):
        return article          # one may be read as its neighbour: Croatian as Bosnian, Chinese as Cantonese
    return article if read in ("", language or ENGLISH) else replace(article, language=read)


def written_in(text: str) -> tuple[str, float]:
    """The language of a text and how sure that is, 0 to 1; empty where it can't be told."""
    if _letters(text) < _LEAST:
        return "", 0.0
    language, sure = _classify()(text.encode("utf-8", "ignore").decode())
    return (base(language), sure) if sure >= _SCORED else ("", sure)


def asked_in(question: str, languages: Sequence[str]) -> str:
    """The language of a question to an archive in these languages, the most frequent first.

    It is told by small words; where no other language has more of them, it is the archive's first.
    """
    return _asked_in(question, tuple(languages))


@lru_cache(maxsize=64)      # each step of one question asks anew
def _asked_in(question: str, languages: tuple[str, ...]) -> str:
    first = languages[0] if languages else ENGLISH
    words = dict.fromkeys(word.casefold().replace("’", "'") for word in _WORD.findall(question))
    likely = dict.fromkeys((first, *languages, *SPOKEN))
    votes = {each: _votes(list(words), small_words(each)) for each in dict.fromkeys((*likely, *ALIKE))}
    votes |= {each: number - 1 for each, number in votes.items() if each not in likely}     # "Was Ben Stein a writer?"
    best = max(votes, key=lambda each: votes[each])
    return best if votes[best] >= _ENOUGH and votes[best] > votes[first] else first


def _votes(words: Sequence[str], small: frozenset[str]) -> int:
    return sum(word in small for word in words) + (_OPENING - 1) * (words[:1] != [] and words[0] in small)


def _share_of(text: str, language: str) -> float:
    words = [word.casefold() for word in _WORD.findall(text)]
    return sum(word in small_words(language) for word in words) / len(words) if words else 0.0


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


@lru_cache(maxsize=1)
def _classify() -> Callable[[str], tuple[str, float]]:
    """The detector, which takes seconds to load."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return lambda text: identifier.classify(text)
