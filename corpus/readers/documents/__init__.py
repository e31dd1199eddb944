"""Read what is told by its shape: transcripts, digitised pages, PDF, office files, mail, records of content systems.

In: the bytes of one file.
Out: articles, and notices about what could not be read.
May import: corpus.record, corpus.text and corpus.types.
"""
