"""Read what was no web page and no export: transcripts, digitised pages, office files, mail.

In: the bytes of one file.
Out: articles, and notices about what could not be read.
May import: corpus.record and corpus.text.
"""
