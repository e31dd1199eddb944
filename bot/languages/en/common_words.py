"""Words so common in questions that they don't say what a question is about."""

COMMON = frozenset(
    """
    able accept accomplishment accomplishments achieve achieved achievement achievements act acted acting active add
    added affect affected age ago album albums allowed announce announced answer appear appeared arrest arrested
    article asked aspect aspects attend award awards away back bad band based battle beat became become began begin
    beginning begins believe best better big biggest book books born bought break broke brother brothers build built
    business buy call called came campaign career cause caused change changed changes character characters chart
    charts child childhood children church claim claims close closed come comes coming common company complete
    concert contribute contribution contributions controversies controversy cost costs country couple create created
    critic critical criticism criticized critics cut date daughter day days deal death debut decide decided decision
    describe described develop developed development die died different direct directed disband discover discovered
    done early education effect eldest else end ended ends enjoy enter episode episodes event events ever evidence
    example examples experience explain fact facts fail failed failure fall fame family famous fans far father
    favorite feel felt fight film films final finally find finish finished first focus followed form formed former
    found friend friends full game games gave get give given go goal good got great group grow guilty happen
    happened happening happens hear held help helped high hire hired history hit hits hold home hurt husband idea
    impact important include included influence influenced influences inspired interest interested interesting
    involve involved issue issues job join joined judge keep kept key kids kill killed kind kinds knew know known
    label last late later launch lead leader learn leave left less life like liked likes line list listed live lived
    long longer lose loss lost lot love made main major make makes making man manager many marriage married marry
    matter maybe mean means meant measure meet member members men mention mentioned met mother move moved movie
    movies much music musical name named names nature need needed never new next nominated nomination notable note
    number occur occurred offer offered office often old older opinion opponent original originally outcome paid
    parents part partner parts party pay people perform performance performed person picked place plan planned plans
    play played player players playing point popular position positive possible price problem problems produce
    produced producer project projects public publish published purpose put question quit ran reaction read real
    reason reasons receive received reception recognition recognized record recorded records relationship
    relationships release released releases remain reopen reopened replace replaced report reported response
    responsible result results retire retired return returned review reviews right role roles rule run running said
    sales say says school score season second see seem seen sell series serve served set show shows siblings side
    significant similar sing single singles sister situation sold someone something son song songs sort sound speak
    specific spend spent stand star start started starting starts state stated stay step still stop stopped story
    strategy studied study style succeed success successful suffer suggest support supported take taken takes talk
    talked team tell term terms the theme themes theory thing things think third thought time times title titles
    today together told took topic tour toured track tracks trial tried try turn type types unique use used usually
    version victory view views visit voice vote votes want wanted war was way week well went whatever wife win woman
    women won word work worked working works world worse worst write writing written wrong wrote year years young
    younger
    """.split()
)
