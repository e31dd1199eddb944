"""What every room of corpus speaks of.

In: plain values.
Out: Article, Notice and the errors of the whole product.
May import: nothing of ours.
"""
