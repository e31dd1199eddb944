BEGIN TRANSACTION;
CREATE TABLE articles (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        version INTEGER NOT NULL,
        hash TEXT NOT NULL,              -- of the whole record: equal means nothing to do
        record TEXT NOT NULL,            -- Article.to_dict as JSON: the truth; the columns below are for filtering
        published INTEGER,               -- microseconds since 1970, UTC
        section TEXT NOT NULL,           -- names are case-folded
        source TEXT NOT NULL,
        kind TEXT NOT NULL,
        language TEXT NOT NULL,
        authors TEXT NOT NULL,           -- each between line breaks
        status TEXT NOT NULL,
        embargoed_until INTEGER,
        expires INTEGER
    ) STRICT;
INSERT INTO "articles" VALUES(1,'ferry',1,'ccb753691e1d84d0c4cdf06c58d226eb763a3a6b4adf884895777d9638caf7d1','{"id": "ferry", "title": "Ferry to sail all winter", "text": "The ferry will sail all winter. Captain Ines Vale said ten crew stay on.", "url": "https://www.example.org/ferry", "published": "2023-01-10T09:00:00+00:00", "updated": null, "authors": ["Ann Lee", "Bob Ray"], "source": "The Quay", "section": "Transport", "kind": "news", "language": "", "status": "usable", "embargoed_until": null, "expires": null, "corrections": [], "rights": "", "extra": {}}',1673341200000000,'transport','the quay','news','','
ann lee

bob ray
','usable',NULL,NULL);
INSERT INTO "articles" VALUES(2,'budget',2,'09e0bb22270f241a625119bc0c039d7c4b28a98a0d15e8bd4cb6136490f6974b','{"id": "budget", "title": "Council passes budget", "text": "The council passed its budget of $4 million by 7 votes to 2. It was mended.", "url": "", "published": "2023-02-14T09:00:00+00:00", "updated": null, "authors": ["Ann Lee"], "source": "The Quay", "section": "Council", "kind": "news", "language": "", "status": "usable", "embargoed_until": null, "expires": null, "corrections": [], "rights": "", "extra": {}}',1676365200000000,'council','the quay','news','','
ann lee
','usable',NULL,NULL);
INSERT INTO "articles" VALUES(3,'bridge-1',1,'3d5cfcdd91ab633bc1545b0316b4418aa5844271326c5c40e368364fef952426','{"id": "bridge-1", "title": "Bridge to cost $2 million", "text": "Repairs to the iron bridge will cost $2 million, engineers said.", "url": "", "published": "2023-03-01T09:00:00+00:00", "updated": null, "authors": [], "source": "The Quay", "section": "Transport", "kind": "news", "language": "", "status": "usable", "embargoed_until": null, "expires": null, "corrections": [], "rights": "", "extra": {}}',1677661200000000,'transport','the quay','news','','','usable',NULL,NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "meta" VALUES('recipe','{"model": "words", "fingerprint": "words-1", "dimensions": 16, "passage_tokens": 128, "stemmer": "english"}');
INSERT INTO "meta" VALUES('generation','6');
CREATE TABLE passages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used twice, so a stale index can't name another passage
        article INTEGER NOT NULL REFERENCES articles (key),
        ordinal INTEGER NOT NULL,        -- 0 for the passage with the lead
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        generation INTEGER NOT NULL,     -- of the archive when this was last written
        embedded INTEGER                 -- generation that brought its vector; NULL before
    ) STRICT;
INSERT INTO "passages" VALUES(1,1,0,0,72,2,3);
INSERT INTO "passages" VALUES(3,3,0,0,64,2,3);
INSERT INTO "passages" VALUES(5,2,0,0,75,4,5);
CREATE TABLE removed (passage INTEGER PRIMARY KEY, generation INTEGER NOT NULL) STRICT;
INSERT INTO "removed" VALUES(2,4);
INSERT INTO "removed" VALUES(4,6);
CREATE TABLE vectors (passage INTEGER PRIMARY KEY, vector BLOB NOT NULL) STRICT;
INSERT INTO "vectors" VALUES(1,X'00000000E130523752370000E134E130523700000000E134E130E134E1300000');
INSERT INTO "vectors" VALUES(3,X'0000F03400000000F0340000F038000000000000000000006837F034F030F034');
INSERT INTO "vectors" VALUES(5,X'2031000020390000203520312035203520312031203120350000203100002031');
CREATE TABLE versions (              -- what an article said before it was changed
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        record TEXT NOT NULL,
        replaced INTEGER NOT NULL,       -- when, microseconds since 1970
        PRIMARY KEY (id, version)
    ) STRICT;
INSERT INTO "versions" VALUES('budget',1,'{"id": "budget", "title": "Council passes budget", "text": "The council passed its budget of $4 million by 7 votes to 2.", "url": "", "published": "2023-02-14T09:00:00+00:00", "updated": null, "authors": ["Ann Lee"], "source": "The Quay", "section": "Council", "kind": "news", "language": "", "status": "usable", "embargoed_until": null, "expires": null, "corrections": [], "rights": "", "extra": {}}',1795609923677862);
CREATE INDEX articles_published ON articles (published);
CREATE INDEX articles_visible ON articles (status, embargoed_until, expires, published);
CREATE INDEX articles_restricted ON articles (key)
        WHERE status <> 'usable' OR embargoed_until IS NOT NULL OR expires IS NOT NULL;
CREATE INDEX passages_article ON passages (article);
CREATE INDEX passages_generation ON passages (generation);
CREATE INDEX passages_embedded ON passages (embedded);
CREATE INDEX removed_generation ON removed (generation);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('articles',4);
INSERT INTO "sqlite_sequence" VALUES('passages',5);
PRAGMA application_id = 1129665620;
PRAGMA user_version = 1;
COMMIT;
