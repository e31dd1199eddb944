"""Words that sentences open with, so that their capital says nothing."""

from __future__ import annotations

# Beside stop words; no name begins with one.
OPENERS = frozenset(
    "according additionally along also although among another apart aside because besides both could despite each "
    "early even eventually every finally first following furthermore hello hi however i initially instead later "
    "like many may meanwhile might moreover must name no ok okay one per perhaps please several shall should since "
    "soon still tell though three throughout two upon while within would yes yet".split()
)
# Beside stop words, what an answer's sentences open with; a name may begin with one too.
ANSWER_OPENERS = frozenset(
    """
    according although though despite however meanwhile moreover furthermore additionally overall instead therefore thus
    hence also besides afterwards later earlier since unlike like given following including among amid within without
    across along around upon toward towards beyond beside during whether while once until unless yet still even just
    today yesterday tomorrow tonight now soon recently previously currently initially originally eventually finally
    first second third last next another many most several some few both either neither each every all any no none
    nobody somebody someone everyone anyone nothing something everything people officials authorities police critics
    experts supporters opponents researchers scientists residents voters workers employees students teachers doctors
    investigators prosecutors lawyers members leaders players fans owners engineers councillors protesters campaigners
    nearly almost about approximately roughly over under more less fewer much half two three four five six seven eight
    nine ten eleven twelve twenty thirty forty fifty hundreds thousands millions examples example passage article
    information data evidence reports report sources source summary answer key main other others such same similar one
    man woman men women children child boy girl person victim victims suspect local national international new old
    young early late former current potential possible based compared based located born known named called founded
    established built used made set part parts due thanks together ultimately specifically notably interestingly
    importantly essentially generally typically usually often sometimes rarely never always perhaps maybe indeed
    note full name occupation profession son daughter father mother wife husband brother sister career role genre title
    position location cost price score result winner champion teams team city town village country region area company
    group band album film movie book novel show series season game match event world war history work works life death
    birth yes well right left north south east west northeast northwest southeast southwest northern southern eastern
    western central unfortunately fortunately interesting both competed ranked won lost served played held gave wrote
    likewise conversely consequently accordingly subsequently simultaneously nevertheless nonetheless otherwise
    """.split()
)
