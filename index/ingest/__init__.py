"""Builds an archive from sources and keeps it in step with them.

In: files, folders, addresses.
Out: an archive that holds what they hold, and a report.
May import: corpus and every other room of index.
"""
