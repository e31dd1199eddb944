"""Verbs that only carry what stands beside them: they make no event the same as another."""

BEING = ("be", "become")
LIGHT = frozenset(
    "say tell do have be become make give take come go get happen see know think want".split()
)
# Of them, and beside them, those that stand for any event: what happened, what somebody changed.
ANY_EVENT = frozenset("change come do get give go happen make take".split())
# Verbs of making somebody do something: the object acts.
MAKING_SOMEBODY = frozenset("ask tell order force allow want let make help see".split())
CAUSING = frozenset("cause trigger prompt provoke spark".split())
CAUSED = frozenset("die resign suffer quit".split())       # their "of", "over" and "from" give the cause
RANKING = frozenset("come finish place rank be".split())
MUTUAL = frozenset("settle meet merge agree talk negotiate sign marry play share".split())      # both parties do it
CEASING = frozenset("stop cease quit".split())      # doing something: it is no longer done
BEGINNING = frozenset("begin start continue come go".split())      # what stands under them is done
WINNING = frozenset("win beat defeat victory triumph".split())
LOSING = frozenset("lose loss".split())
WINS, LOSSES = frozenset("win victory triumph".split()), frozenset("loss defeat".split())     # somebody's, over others
COMPETING = WINNING | LOSING
# What is won again and again, by others.
RECURRING = frozenset(
    "award bowl championship contest cup final game grammy league marathon match medal oscar prize series title "
    "tournament trophy".split())
# What one alone did, or does: another's doing it says that it wasn't somebody else.
ALONE = frozenset(
    "acquire appoint assassinate beat build buy captain chair compose defeat design direct discover edit elect found "
    "head invent kill lead manage marry murder name own paint purchase replace run shoot succeed win write".split())
