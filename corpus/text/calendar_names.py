"""The names of months, weekdays and time zones, as dates of news sources write them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# By month, in English first, then German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish, Norwegian,
# Finnish, Polish, Czech, Hungarian, Romanian, Turkish, Indonesian, Russian, Ukrainian and Greek (Unicode's CLDR).
_MONTHS = tuple(names.split() for names in (
    "january januar janvier enero gennaio janeiro januari tammikuuta stycznia styczen ledna leden ianuarie ocak января "
    "январь січня січень ιανουαριου ιανουαριος",
    "february februar fevrier febrero febbraio fevereiro februari helmikuuta lutego luty unora unor februarie subat "
    "февраля февраль лютого лютии φεβρουαριου φεβρουαριος",
    "march marz maerz mars marzo marco maart mrt marts maaliskuuta marca marzec brezna brezen marcius martie mart "
    "maret марта март березня березень μαρτιου μαρτιος",
    "april avril abril aprile huhtikuuta kwietnia kwiecien dubna duben aprilis aprilie nisan апреля апрель квітня "
    "квітень απριλιου απριλιος",
    "may mai mayo maggio maio mei maj toukokuuta maja kvetna kveten majus mayis мая маи травня травень μαιου μαιος",
    "june juni juin junio giugno junho kesakuuta czerwca czerwiec cervna cerven junius iunie haziran июня июнь червня "
    "червень ιουνιου ιουνιος",
    "july juli juillet julio luglio julho heinakuuta lipca lipiec cervence cervenec julius iulie temmuz июля июль "
    "липня липень ιουλιου ιουλιος",
    "august aout agosto augustus augusti elokuuta sierpnia sierpien srpna srpen augusztus agustos agustus августа "
    "август серпня серпень αυγουστου αυγουστος",
    "september septembre septiembre settembre setembro syyskuuta wrzesnia wrzesien zari szeptember septembrie eylul "
    "сентября сентябрь вересня вересень σεπτεμβριου σεπτεμβριος",
    "october oktober octobre octubre ottobre outubro lokakuuta pazdziernika pazdziernik rijna rijen octombrie ekim "
    "октября октябрь жовтня жовтень οκτωβριου οκτωβριος",
    "november novembre noviembre novembro marraskuuta listopada listopad listopadu noiembrie kasim ноября ноябрь "
    "листопада листопад νοεμβριου νοεμβριος",
    "december dezember decembre diciembre dicembre dezembro desember joulukuuta grudnia grudzien prosince prosinec "
    "decembrie aralik декабря декабрь грудня грудень δεκεμβριου δεκεμβριος",
))
_WEEKDAYS = frozenset((
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo "
    "lunedi martedi mercoledi giovedi venerdi sabato domenica segunda-feira terca-feira quarta-feira quinta-feira "
    "sexta-feira segunda terca quarta quinta sexta maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
    "mandag tisdag tirsdag onsdag torsdag fredag lordag sondag maanantaina tiistaina keskiviikkona torstaina "
    "perjantaina lauantaina sunnuntaina poniedzialek wtorek sroda czwartek piatek sobota niedziela pondeli utery "
    "streda ctvrtek patek nedele hetfo kedd szerda csutortok pentek szombat vasarnap luni marti miercuri joi vineri "
    "sambata duminica pazartesi sali carsamba persembe cuma cumartesi pazar senin selasa rabu kamis jumat sabtu minggu "
    "понедельник вторник среда четверг пятница суббота воскресенье понеділок вівторок середа неділя "
    "δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο κυριακη lun mar mer jeu ven sam dim mie jue vie sab dom"
).split())
# Hours from UTC: the names of RFC 822, and others that mean one offset only in the news that writes them. Not IST
# (India, Israel, Ireland), AST, GST, PST of the Philippines and the like: who writes those means the place's own time.
_OFFSETS = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "uhr": None, "bst": 1, "west": 1, "wat": 1, "cet": 1, "mez": 1,
    "cest": 2, "mest": 2, "mesz": 2, "eet": 2, "cat": 2, "sast": 2, "eest": 3, "idt": 3, "msk": 3, "eat": 3, "trt": 3,
    "irst": 3.5, "pkt": 5, "npt": 5.75, "wib": 7, "ict": 7, "sgt": 8, "hkt": 8, "myt": 8, "pht": 8, "wita": 8,
    "awst": 8,
    "jst": 9, "kst": 9, "wit": 9, "acst": 9.5, "aest": 10, "acdt": 10.5, "aedt": 11, "nzst": 12, "nzdt": 13,
    "ndt": -2.5, "brt": -3, "art": -3, "adt": -3, "uyt": -3, "clst": -3, "clt": -4, "vet": -4, "cot": -5, "pet": -5,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8,
    "hst": -10,
}
_REGIONS = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
}
_MARKS = re.compile(r"[\u0300-\u036f.,]")
_LETTERS = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "æ": "ae", "ß": "ss", "ä": "a", "ö": "o", "ü": "u"})


@lru_cache(maxsize=1024)
def month_of(name: str) -> int:
    """1 to 12 for a month's name or an abbreviation of three letters or more that is only its own; else 0."""
    word = folded(name)
    exact = [number for number, names in enumerate(_MONTHS, 1) if word in names]
    begun = [number for number, names in enumerate(_MONTHS, 1) if any(each.startswith(word) for each in names)]
    english = [number for number, names in enumerate(_MONTHS, 1) if names[0].startswith(word)]
    for found in (exact, english, begun):
        if len(word) >= 3 and len(found) == 1:
            return found[0]
    return 0


def is_weekday(name: str) -> bool:
    """Whether a word is a day of the week, or short for one."""
    return folded(name) in _WEEKDAYS


def offset_of(name: str) -> float | None:
    """The hours from UTC that the name of a zone means; None for one that means several, or nothing."""
    return _OFFSETS.get(name.lower())


def region_of(name: str) -> str:
    """The region whose clock a name means, winter and summer: "ET", or "America/New_York" itself; else empty."""
    return name if "/" in name else _REGIONS.get(name.lower(), "")


def folded(name: str) -> str:
    """In small letters, without accents and full stops."""
    return _MARKS.sub("", unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)))
