"""Read the formats that news agencies deliver: NITF, NewsML-G2, NewsML 1 and the messages of text wires.

In: the bytes of one file.
Out: articles, and notices about what could not be read.
May import: corpus.record, corpus.text and corpus.types.
"""
