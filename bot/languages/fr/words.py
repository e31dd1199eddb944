"""What questions ask for in French, and how news answers them."""

from __future__ import annotations

from bot.languages.cldr import months, weekdays
from bot.languages.patterns import either
from bot.languages.room import Kind, Relative, Room

_NUMBER = (
    r"(?:\d[\d.,\u00a0\u202f]{0,30}|\b(?:zéro|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|"
    r"quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|quatre-vingts?|cents?|mille|millions?|milliards?|"
    r"centaines?|milliers?|dizaines?|douzaines?|moitié|tiers|quart|double|triple)\b)"
)
_UNIT = r"(?:secondes?|minutes?|heures?|jours?|nuits?|semaines?|mois|ans?|années?|siècles?|décennies?)"
_UNITS = (("jours?", "day"), ("semaines?", "week"), ("mois", "month"), ("(?:ans?|années?)", "year"))
_WHICH = r"\bquel(?:le)?s?\b(?: (?:est|était|fut|sera|étaient|sont|le|la|l['’]|les))*"
_NAME = r"[A-ZÀ-Ý][\w’-]{1,40}+"

ROOM = Room(
    code="fr",
    kinds=(
        Kind(
            "money",
            r"\bcombien\b.*\b(?:coût|cout|pay|vaut|valait|gagn|argent|euros?|dollars?|dépens|vers|rapport)|"
            rf"{_WHICH}\s?(?:prix|coût|cout|montant|somme|salaire|budget|loyer|amende|tarif|bénéfice|"
            rf"chiffre d['’]affaires)",
            (r"[$€£¥]\s?\d",
             r"\d[\d.,\u00a0\u202f ]{0,30}(?:millions?|milliards?|mille)?\s*(?:d['’])?\s*"
             r"(?:€|euros?\b|dollars?\b|livres?\b|francs?\b|centimes?\b)",
             r"\bgratuit\w*\b"),
        ),
        Kind("age", r"\bquel âge\b|\bâgée? de combien\b",
             (r"\b\d{1,3} ans\b", r",\s*\d{1,3}\s*,", r"\bâgée?s? de\b")),
        Kind("date",
             rf"\bquand\b|{_WHICH}\s?(?:jour|date|année|mois|heure|époque|siècle|période)",
             (rf"\b{either(months('fr'))}\b", rf"\b{either(weekdays('fr'))}\b", r"\b(?:1[0-9]|20)\d\d\b",
              r"\b\d{1,2} ?h(?:eures?)?(?: ?\d\d)?\b",
              r"\b(?:hier|aujourd['’]hui|demain|avant-hier|midi|minuit|printemps|été|automne|hiver|noël|pâques|"
              r"siècle)\b")),
        Kind("duration", rf"\bcombien de (?:temps|{_UNIT})|\bdepuis (?:quand|combien)|{_WHICH}\s?durée",
             (rf"{_NUMBER}\s+(?:\w+\s+)?{_UNIT}\b", r"\b(?:depuis|jusqu|pendant|durant)\b")),
        Kind("number",
             rf"\bcombien\b|{_WHICH}\s?(?:nombre|pourcentage|part|proportion|taux|score|majorité|hauteur|"
             rf"longueur|distance|"
             r"vitesse|profondeur|température|population|taille)|\bà quelle (?:hauteur|distance|vitesse|fréquence)",
             (_NUMBER,)),
        Kind("person",
             r"\bqui\b(?! (?:est-ce )?que\b)|\bà qui\b|\bde qui\b|"
             rf"{_WHICH}\s?(?:homme|femme|personne|joueur|joueuse|ministre|président|présidente|chanteur|"
             rf"chanteuse|acteur|"
             r"actrice|auteur|autrice|juge|maire|entraîneur|directeur|directrice|artiste)|\bcomment s['’]appel",
             (rf"{_NAME}(?:\s+(?:(?:de|du|des|la|le|von|van)\s+)*{_NAME})+",
              rf"\b(?:M|Mme|Mlle|Dr|[Ll]e président|[Ll]a présidente|[Ll]e maire|[Ll]e roi|[Ll]a reine|"
              rf"[Ll]e pape)\.?\s+{_NAME}"),
             cased=True),
        Kind("place",
             rf"\b(?:d['’])?où\b|{_WHICH}\s?(?:ville|pays|endroit|lieu|village|rue|île|région|continent|état|"
             rf"quartier|fleuve)",
             (r"\b(?:à|au|aux|en|dans|sur|de|du|des|vers|près de|chez|sous|devant|derrière)\s+(?:(?:la|le|"
              r"les)\s+|l['’])?"
              r"[A-ZÀ-Ý]", r"\b(?:d|l)['’][A-ZÀ-Ý]"),
             cased=True),
        Kind("reason",
             r"\bpourquoi\b|\bpour quelles? raisons?\b|\b(?:raison|cause)s? (?:de|du|des|pour)\b|\bà cause de quoi\b",
             (r"\b(?:parce qu|car|puisqu|afin|pour|en raison|à cause|grâce|suite à|faute de|comme|ainsi|donc)",
              r"\b(?:raison|cause|provoqu|entraîn|condui)\w*")),
    ),
    counted=r"\bcombien (?:de |d['’])(?:[\w’-]+ ){0,1}?([\w’-]{3,})",
    opening=r"(?:et|mais|ok|d['’]accord|alors|donc|merci|non|bon)\b[\s,]*",
    pointing=frozenset(
        "il elle ils elles lui leur leurs son sa ses ce cet cette ces ceci cela ça celui celle ceux celles y en le la "
        "les l'a l'ont eux".split()
    ) - frozenset(("le", "la", "les", "en", "ce")),
    latest=r"\b(?:maintenant|actuellement|aujourd['’]hui|à présent|désormais|récemment|dernièrement|finalement|"
           r"en ce moment|jusqu['’]ici|le plus récent|la plus récente)\b",
    earliest=r"\b(?:à l['’]origine|initialement|au début|au départ|d['’]abord)\b",
    since=r"\b(?:depuis|après|à partir d[eu]|dès)(?: l['’]année| le| la)?\s+$",
    before=r"\b(?:avant|jusqu['’](?:à|en|au))(?: l['’]année| le| la)?\s+$",
    between=r"\b(?:entre|de)\s+$",
    also=r"\s*(?:et|à|[-–—])\s*",
    placed=r"\b(?:en|au|le|durant|pendant|dans|du|de)(?: l['’]année| mois d[e’']| l['’]été| printemps|"
           r" l['’]hiver)?\s*$",
    relative=(
        Relative(r"\bavant-hier\b", "day", -2, -2), Relative(r"(?<!avant-)\bhier\b", "day", -1, -1),
        Relative(r"\baujourd['’]hui\b", "day", 0, 0), Relative(r"\bcette semaine\b", "week", 0, 0),
        Relative(r"\bla semaine (?:dernière|"
                 r"passée)\b", "week", -1, -1), Relative(r"\bce mois(?:-ci)?\b", "month", 0, 0),
        Relative(r"\ble mois (?:dernier|passé)\b", "month", -1, -1), Relative(r"\bcette année\b", "year", 0, 0),
        Relative(r"\bl['’](?:an|année) (?:derni(?:er|ère)|passée?)\b", "year", -1, -1),
        Relative(r"\b(?:ce matin|cet après-midi|ce soir)\b", "day", 0, 0),
        *(Relative(rf"\bil y a (?P<count>\d{{1,3}}) {unit}\b", kind, -1, -1) for unit, kind in _UNITS),
        *(Relative(rf"\b(?:l|c|d)es (?P<count>\d{{1,3}}) derni(?:er|ère)s {unit}\b", kind, -1, 0)
          for unit, kind in _UNITS),
    ),
    talk=(
        ("hello", r"(?:bonjour|bonsoir|salut|coucou)(?:,? (?:ça va|comment (?:ça va|allez-vous|vas-tu)))?|"
                  r"(?:comment )?ça va"),
        ("welcome", r"(?:ok,? |super,? |parfait,? )?(?:merci(?: beaucoup| bien)?|mille mercis)"),
        ("bye", r"(?:au revoir|à bientôt|adieu|bonne nuit|bonne journée|ciao)"),
        ("help", r"(?:que (?:sais-tu|savez-vous|peux-tu|pouvez-vous) faire|qui (?:es-tu|êtes-vous)|c['’]est quoi|aide|"
                 r"que puis-je (?:te |vous )?demander|comment ça marche|es-tu un (?:humain|robot|programme))"),
        ("go on", r"(?:ok|d['’]accord|bien|super|parfait|génial|intéressant|ah|je vois|compris|oui|non|très bien)"),
    ),
)
