BEGIN TRANSACTION;
CREATE TABLE answers (
        id TEXT PRIMARY KEY,
        at TEXT NOT NULL,                -- UTC, ISO 8601
        conversation TEXT NOT NULL,      -- a key made from its id
        question TEXT NOT NULL,
        model TEXT NOT NULL,             -- that wrote it; empty where it is quoted
        generation INTEGER,              -- of the archive
        answered INTEGER NOT NULL,
        record TEXT NOT NULL             -- Answer.to_dict without hits, as JSON
    );
INSERT INTO "answers" VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','2026-11-25T12:33:02+00:00','620b03908e72b79b83e05654','Will the ferry sail all winter?','',3,1,'{"id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "question": "Will the ferry sail all winter?", "question_used": "Will the ferry sail all winter?", "queries": [], "text": "On 10 January 2023, The Quay reported: \u201cThe ferry will sail all winter. Captain Ines Vale said ten crew stay on.\u201d [1]", "answered": true, "citations": [{"number": 1, "article": {"id": "ferry", "title": "Ferry to sail all winter", "url": "https://www.example.org/ferry", "published": "2023-01-10T09:00:00+00:00", "updated": null, "authors": ["Ann Lee", "Bob Ray"], "source": "The Quay", "section": "Transport", "kind": "news", "language": "", "status": "usable", "embargoed_until": null, "expires": null, "corrections": [], "rights": ""}, "version": "ccb753691e1d84d0", "quote": "The ferry will sail all winter. Captain Ines Vale said ten crew stay on.", "start": 0, "end": 72, "link": "https://www.example.org/ferry#:~:text=The%20ferry%20will%20sail%20all%20winter.%20Captain%20Ines%20Vale%20said%20ten%20crew%20stay%20on.", "twins": []}], "short": null, "scope": {"since": null, "until": null, "sections": [], "sources": [], "authors": [], "kinds": [], "languages": [], "limit": 10}, "support": 0.9995, "notices": [], "withheld": [], "model": "", "usage": {}, "archive": {"name": "faults-dumped", "generation": 3, "articles": 2, "newest": "2023-02-14T09:00:00+00:00"}, "named": ["ferry"], "answered_at": "2026-11-25T12:33:02+00:00", "conversation": "620b03908e72b79b83e05654"}');
CREATE TABLE cited (
        answer TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        article TEXT NOT NULL,
        version INTEGER,                 -- NULL when that version was gone already
        start INTEGER NOT NULL,          -- characters of the version's text
        "end" INTEGER NOT NULL,
        PRIMARY KEY (answer, number)
    );
INSERT INTO "cited" VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',1,'ferry',1,0,72);
CREATE INDEX answers_at ON answers (at);
CREATE INDEX answers_conversation ON answers (conversation);
CREATE INDEX cited_article ON cited (article);
COMMIT;
