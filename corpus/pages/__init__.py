"""Reads web pages in a bounded pool of processes.

In: pages as bytes with their addresses.
Out: articles, in the order of the pages.
May import: corpus.readers and corpus.types.
"""
