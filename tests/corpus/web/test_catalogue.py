"""Records of libraries' catalogues that don't keep to their own rules."""

from __future__ import annotations

from corpus.text.xml_items import root_of
from corpus.web.catalogue import described


def test_a_subfield_of_marc_without_its_code_says_nothing() -> None:
    record = described(root_of(
        b"<record><datafield tag='245'><subfield>lost</subfield><subfield code=''>lost</subfield>"
        b"<subfield code='a'>Bridge shut /</subfield></datafield><datafield>"
        b"<subfield code='a'>lost</subfield></datafield></record>"))
    assert record is not None and record["title"] == "Bridge shut"
