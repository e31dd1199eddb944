"""What the other rooms of index hand to each other.

In: plain values.
Out: Scope, Recipe, Hit, ArchiveInfo and addresses: frozen dataclasses.
May import: corpus only.
"""
