"""What questions ask for in Spanish, and how news answers them."""

from __future__ import annotations

from bot.languages.cldr import months, weekdays
from bot.languages.patterns import either
from bot.languages.room import Kind, Relative, Room

_NUMBER = (
    r"(?:\d[\d.,]{0,30}|\b(?:cero|uno|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|"
    r"quince|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien(?:to|tos|tas)?|doscient[oa]s|"
    r"quinient[oa]s|mil|miles|mill(?:ón|ones)|docenas?|mitad|tercio|cuarto|doble|triple)\b)"
)
_UNIT = r"(?:segundos?|minutos?|horas?|días?|noches?|semanas?|mes(?:es)?|años?|siglos?|décadas?)"
_WHICH = r"\b(?:qué|que|cuál(?:es)?|cual(?:es)?)\b(?: (?:es|era|fue|son|será|el|la|los|las))*"
_NAME = r"[A-ZÁ-Ü][\w’-]{1,40}+"
_UNITS = (("días?", "day"), ("semanas?", "week"), ("mes(?:es)?", "month"), ("años?", "year"))

ROOM = Room(
    code="es",
    kinds=(
        Kind(
            "money",
            r"\bcu[aá]nt[oa]s?\b.*\b(?:cost|cuest|pag|val|gan|dinero|euros?|dólares|gast|invirt|recaud)|"
            rf"{_WHICH} (?:precio|coste|costo|importe|suma|salario|sueldo|presupuesto|alquiler|multa|tarifa|beneficio)",
            (r"[$€£¥]\s?\d",
             r"\d[\d.,]{0,30}\s*(?:millones|mil|millón)?\s*(?:de\s+)?(?:€|euros?\b|dólares\b|dólar\b|libras?\b|"
             r"pesos?\b|pesetas\b)",
             r"\bgratis\b|\bgratuit\w*\b"),
        ),
        Kind("age", r"\b(?:qué|que) edad\b|\bcu[aá]ntos años (?:tiene|tenía|cumpl)",
             (r"\b\d{1,3} años\b", r",\s*\d{1,3}\s*,", r"\bedad de\b")),
        Kind("date",
             rf"\bcu[aá]ndo\b|{_WHICH} (?:día|fecha|año|mes|hora|época|siglo|período|periodo)",
             (rf"\b{either(months('es'))}\b", rf"\b{either(weekdays('es'))}\b", r"\b(?:1[0-9]|20)\d\d\b",
              r"\b(?:las|la) \d{1,2}(?:[.:]\d\d)?\b",
              r"\b(?:ayer|hoy|anteayer|mediodía|medianoche|primavera|verano|otoño|invierno|navidad|siglo)\b")),
        Kind("duration", rf"\bcu[aá]nto (?:tiempo|dur)|\bcu[aá]nt[oa]s {_UNIT}|\bdesde cu[aá]ndo\b",
             (rf"{_NUMBER}\s+(?:\w+\s+)?{_UNIT}\b", r"\b(?:desde|hasta|durante)\b")),
        Kind("number",
             rf"\bcu[aá]nt[oa]s?\b|{_WHICH} (?:número|porcentaje|proporción|parte|tasa|puntuación|mayoría|"
             rf"altura|distancia|"
             r"velocidad|temperatura|población|cantidad|tamaño|longitud)",
             (_NUMBER,)),
        Kind("person",
             r"\bqui[eé]n(?:es)?\b|"
             rf"{_WHICH} (?:hombre|mujer|persona|jugador|jugadora|ministro|ministra|presidente|presidenta|"
             rf"cantante|actor|"
             r"actriz|autor|autora|juez|alcalde|alcaldesa|entrenador|director|directora|artista)|\bc[oó]mo se llam",
             (rf"{_NAME}(?:\s+(?:(?:de|del|la|las|los|y|von|van)\s+)*{_NAME})+",
              rf"\b(?:Sr|Sra|Dr|Dra|[Ee]l presidente|[Ll]a presidenta|[Ee]l alcalde|[Ee]l rey|[Ll]a reina|"
              rf"[Ee]l papa)\.?\s+{_NAME}"),
             cased=True),
        Kind("place",
             rf"\b(?:a|de )?d[oó]nde\b|{_WHICH} (?:ciudad|país|lugar|pueblo|calle|isla|región|continente|estado|"
             rf"barrio|río|"
             r"sitio)",
             (r"\b(?:en|a|al|de|del|desde|hacia|hasta|por|cerca de|junto a|sobre|bajo)\s+(?:(?:la|el|los|"
              r"las)\s+)?[A-ZÁ-Ü]",),
             cased=True),
        Kind("reason",
             r"\bpor qu[eé]\b|\ba qué se deb|\b(?:razón|razones|motivo|motivos|causa|causas) (?:de|del|por|para)\b",
             (r"\b(?:porque|ya que|pues|para|debido|por|gracias|a causa|puesto que|como|así)\b",
              r"\b(?:razón|motivo|causa|caus|provoc|llev)\w*")),
    ),
    counted=r"\bcu[aá]nt[oa]s (?:[\w’-]+ ){0,1}?([\w’-]{3,})",
    opening=r"(?:y|pero|ok|vale|entonces|bueno|gracias|no)\b[\s,]*",
    pointing=frozenset(
        "él ella ellos ellas su sus este esta estos estas ese esa esos esas esto eso aquel aquella allí ahí lo le les "
        "suyo suya".split()
    ),
    latest=r"\b(?:ahora|actualmente|hoy|últimamente|finalmente|recientemente|hasta ahora|en la actualidad|"
           r"más reciente)\b",
    earliest=r"\b(?:originalmente|inicialmente|al principio|en un principio|primero)\b",
    since=r"\b(?:desde|después de|tras|a partir de)(?: el| la)?(?: año)?\s+$",
    before=r"\b(?:antes de|hasta)(?: el| la)?(?: año)?\s+$",
    between=r"\b(?:entre|de|desde)(?: el| la)?\s+$",
    also=r"\s*(?:y|a|hasta|[-–—])\s*(?:el |la )?",
    placed=r"\b(?:en|el|durante|de|del)(?: el| la)?(?: año| mes de| verano de| invierno de)?\s+$",
    relative=(
        Relative(r"\banteayer\b", "day", -2, -2), Relative(r"(?<!antes de )\bayer\b", "day", -1, -1),
        Relative(r"\bantes de ayer\b", "day", -2, -2), Relative(r"\banoche\b", "day", -1, -1),
        Relative(r"\besta (?:mañana|tarde|noche)\b", "day", 0, 0),
        Relative(r"\bhoy\b", "day", 0, 0), Relative(r"\besta semana\b", "week", 0, 0),
        Relative(r"\bla (?:semana pasada|pasada semana)\b", "week", -1, -1), Relative(r"\beste mes\b", "month", 0, 0),
        Relative(r"\bel (?:mes pasado|pasado mes)\b", "month", -1, -1), Relative(r"\beste año\b", "year", 0, 0),
        Relative(r"\bel (?:año pasado|pasado año)\b", "year", -1, -1),
        *(Relative(rf"\bhace (?P<count>\d{{1,3}}) {unit}\b", kind, -1, -1) for unit, kind in _UNITS),
        *(Relative(rf"\b(?:l[oa]s|est[oa]s) últim[oa]s (?P<count>\d{{1,3}}) {unit}\b", kind, -1, 0)
          for unit, kind in _UNITS),
    ),
    talk=(
        ("hello", r"(?:hola|buenos días|buenas(?: tardes| noches)?|qué tal)(?:,? (?:qué tal|cómo est[aá]s?))?"),
        ("welcome", r"(?:vale,? |ok,? |perfecto,? )?(?:(?:muchas )?gracias|mil gracias)"),
        ("bye", r"(?:adiós|hasta (?:luego|pronto|mañana)|buenas noches|chao)"),
        ("help", r"(?:qué puedes hacer|qué puede hacer|quién (?:eres|es usted)|qué es esto|ayuda|"
                 r"qué (?:te )?puedo preguntar|cómo funciona(?: esto)?|eres (?:un )?(?:humano|robot|programa))"),
        ("go on", r"(?:ok|vale|bien|perfecto|genial|interesante|ya veo|entiendo|sí|no|muy bien|claro)"),
    ),
)
