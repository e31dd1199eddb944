"""What questions ask for in German, and how news answers them."""

from __future__ import annotations

from bot.languages.cldr import months, weekdays
from bot.languages.patterns import either
from bot.languages.room import Kind, Relative, Room

_NUMBER = (
    r"(?:\d[\d.,]{0,30}|\b(?:null|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|"
    r"vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|hundert|hunderte|tausend|tausende|dutzend|million(?:en)?|"
    r"milliarden?|hälfte|drittel|viertel|beide[nr]?|einmal|zweimal|dreimal|doppelt)\b)"
)
_UNIT = r"(?:sekunden?|minuten?|stunden?|tag(?:en?|s)?|nächten?|wochen?|monat(?:en?|s)?|jahr(?:en?|s|zehnten?)?)"
_WHICH = r"\b(?:welche[nmrs]?|was für ein(?:e[nmrs]?)?)\b(?: \w+)?"
_NAME = r"[A-ZÄÖÜ][\w’-]{1,40}+"
_UNITS = (("tag(?:en)?", "day"), ("wochen?", "week"), ("monate?n?", "month"), ("jahr(?:en)?", "year"))

ROOM = Room(
    code="de",
    kinds=(
        Kind(
            "money",
            r"\bwie ?viel\b.*\b(?:kost|zahl|bezahl|verdien|geld|euro|dollar|franken|wert|ausgegeb|ausgab|spend)|"
            rf"\bwas kost|{_WHICH} (?:preis|kosten|summe|betrag|gehalt|gebühr|miete|strafe|budget|etat|gewinn|umsatz)|"
            r"\bwie (?:teuer|hoch\b.*(?:kosten|preis|summe|strafe|miete|gehalt|budget|gebühr|schaden|umsatz|gewinn))",
            (r"[$€£¥]\s?\d",
             r"\d[\d.,]{0,30}\s*(?:(?:mio|mrd)\.?|millionen?|milliarden?|tausend)?\s*"
             r"(?:€|euro\b|dollar|pfund\b|franken\b|cent\b|mark\b)",
             r"\b(?:kostenlos|gratis|umsonst|kostenfrei)\b"),
        ),
        Kind("age", r"\bwie alt\b|\bwelche[mns]? alter\b",
             (r"\(\d{1,3}\)", r",\s*\d{1,3}\s*,", r"\d{1,3}[ -]?(?:jahre|jährig)", r"\balter von\b")),
        Kind("date",
             rf"\bwann\b|{_WHICH} (?:tag|datum|jahr|monat|uhrzeit|zeit|jahrhundert|wochentag)|\bum wie ?viel uhr\b",
             (rf"\b{either(months('de'))}\b", rf"\b{either(weekdays('de'))}s?\b", r"\b(?:1[0-9]|20)\d\d\b",
              r"\b\d{1,2}(?:[.:]\d\d)? uhr\b", r"\b\d{1,2}\.\d{1,2}\.",
              r"\b(?:gestern|heute|morgen|vorgestern|mittag|mitternacht|frühjahr|frühling|sommer|herbst|winter|"
              r"weihnachten|ostern|jahrhunderts?)\b")),
        Kind("duration",
             rf"\bwie lange?\b|\bwie ?viele? {_UNIT}|\bwelche[nmrs]? (?:zeitraum|dauer)",
             (rf"{_NUMBER}[\s-]+(?:\w+[\s-]+)?{_UNIT}\b", rf"\beine?[nrsm]? {_UNIT}\b",
              r"\b(?:seit|bis|jahrelang|wochenlang|monatelang|tagelang|unbefristet)\b")),
        Kind("number",
             r"\bwie ?viele?n?\b|\bwie (?:hoch|groß|weit|oft|schnell|tief|lang|breit|schwer|stark|warm|kalt|häufig)\b|"
             rf"{_WHICH} (?:anzahl|zahl|anteil|prozentsatz|quote|ergebnis|mehrheit|rang|platz)|\b(?:anzahl|prozent)\b",
             (_NUMBER,)),
        Kind("person",
             r"\bwe(?:r|m|n|ssen)\b|"
             rf"{_WHICH} (?:mann|frau|person|spieler|spielerin|politiker|politikerin|minister|ministerin|präsident|"
             r"sänger|sängerin|schauspieler|schauspielerin|autor|autorin|richter|künstler|trainer|leiter|chef)|"
             r"\bwie (?:heißt|hieß) (?:der|die) \w*(?:mann|frau|person|sprecher|chef|leiter|minister|trainer)",
             (rf"{_NAME}(?:\s+(?:(?:von|van|de|der|zu)\s+)*{_NAME})+",
              rf"\b(?:Herr|Frau|Dr|Prof|Präsident(?:in)?|Minister(?:in)?|Bürgermeister(?:in)?|König(?:in)?|Papst)"
              rf"\.?\s+{_NAME}"),
             cased=True),
        Kind("place",
             rf"\bwo(?:hin|her)?\b|{_WHICH} (?:stadt|land|ort|staat|dorf|straße|insel|region|gebäude|kontinent|fluss|"
             r"gegend|bezirk|bundesland|stadtteil)",
             (r"\b(?:in|im|am|an|auf|aus|bei|beim|nach|vor|zu|zur|zum|über|unter|nahe|neben|durch|von|vom|Richtung)\s+"
              r"(?:(?:der|den|dem|die|das|einer|einem)\s+)?[A-ZÄÖÜ]",),
             cased=True),
        Kind("reason",
             r"\b(?:warum|weshalb|wieso|weswegen|wozu)\b|\baus welche[mn] gr[uü]nd|\b(?:grund|gründe|ursache) für\b|"
             r"\bwodurch\b",
             (r"\b(?:weil|denn|wegen|aufgrund|deshalb|daher|darum|um|damit|durch|infolge|nachdem|angesichts|da|dank)\b",
              r"\b(?:grund|gründe|ursache|führt|folge|auslös)\w*")),
    ),
    counted=r"\bwie ?viele?n? (?:[\w’-]+ ){0,2}?([\w’-]{4,})",
    nouns_are_large=True,
    before_nouns=frozenset(
        "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner welche welcher "
        "welches welchen welchem diese dieser dieses diesen diesem jene jener jeder jede jedes alle viele viel wenige "
        "mehrere einige manche mein meine sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser "
        "unsere im am "
        "zum zur vom beim ins ans aufs wieviele wieviel zwei drei vier fünf sechs sieben acht neun zehn".split()
    ),
    opening=r"(?:und|aber|ok(?:ay)?|also|dann|gut|danke|nein|doch)\b[\s,]*",
    pointing=frozenset(
        "er sie es ihn ihm ihr ihnen sein seine seiner seinem seinen seines ihre ihrem ihren ihrer ihres dieser diese "
        "dieses diesem diesen dessen deren jener jene damals dort dorthin daher dabei dafür davon darüber damit "
        "danach davor dagegen dadurch das dem denen".split()
    ),
    latest=r"\b(?:jetzt|derzeit|zurzeit|aktuell\w*|momentan|heute|inzwischen|zuletzt|neueste[nrsm]?|letztlich|"
           r"schließlich|bisher|mittlerweile|nunmehr)\b",
    earliest=r"\b(?:ursprünglich\w*|anfangs|zunächst|zuerst|zu beginn|am anfang)\b",
    since=r"\b(?:seit|ab|nach|von)(?: dem| der| den)?(?: (?:jahr|anfang|ende|beginn))?\s+$",
    before=r"\b(?:vor|bis|bis zum)(?: dem| der)?(?: (?:jahr|ende|anfang|beginn))?\s+$",
    between=r"\b(?:zwischen|von)(?: dem| den jahren)?\s+$",
    also=r"\s*(?:und|bis|[-–—])\s*",
    placed=r"\b(?:im|in|am|an|während|vom|des|zum)(?: der| dem| den)?(?: (?:jahr|jahre|monat|sommer|herbst|winter|"
           r"frühjahr))?\s+$",
    relative=(
        Relative(r"\bvorgestern\b", "day", -2, -2), Relative(r"\bgestern\b", "day", -1, -1),
        Relative(r"\bheute\b", "day", 0, 0), Relative(r"\bdiese[rn]? woche\b", "week", 0, 0),
        Relative(r"\b(?:letzte|vergangene|vorige)[nr]? woche\b", "week", -1, -1),
        Relative(r"\bdiese[nms] monat\b", "month", 0, 0),
        Relative(r"\b(?:letzte|vergangene|vorige)[nms] monat\b", "month", -1, -1),
        Relative(r"\b(?:dieses jahr|in diesem jahr|heuer)\b", "year", 0, 0),
        Relative(r"\b(?:(?:letzte|vergangene|vorige)[smn] jahr|im vorjahr)\b", "year", -1, -1),
        *(Relative(rf"\bvor (?P<count>\d{{1,3}}) {unit}\b", kind, -1, -1) for unit, kind in _UNITS),
        *(Relative(rf"\b(?:letzten|vergangenen) (?P<count>\d{{1,3}}) {unit}\b", kind, -1, 0) for unit, kind in _UNITS),
    ),
    talk=(
        ("hello", r"(?:hallo|hi|hey|guten (?:tag|morgen|abend)|moin|servus|grüezi|grüß gott)"
                 r"(?:,? wie geht(?:'s| es (?:dir|ihnen)))?|wie geht(?:'s| es (?:dir|ihnen))"),
        ("welcome", r"(?:ok(?:ay)?,? |super,? |gut,? )?(?:danke(?: schön| sehr)?|vielen dank|besten dank|merci)"
                   r"(?:,? (?:das war|sehr) (?:hilfreich|gut|nett))?"),
        ("bye", r"(?:auf wiedersehen|tschüss|tschüs|bis bald|gute nacht|ade|ciao)"),
        ("help", r"(?:was kannst du|was können sie|wer bist du|wer sind sie|was ist das|hilfe|"
                 r"was kann ich (?:dich |sie )?"
                r"fragen|wie funktioniert (?:das|es)|bist du (?:ein |eine )?(?:mensch|bot|roboter|ki|maschine))"),
        ("go on", r"(?:ok(?:ay)?|gut|super|schön|toll|prima|interessant|aha|ach so|verstanden|klar|alles klar|"
                  r"ja|nein)"),
    ),
)
