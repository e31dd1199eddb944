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
    , stored INTEGER, address TEXT, crc INTEGER, given TEXT) STRICT;
INSERT INTO "articles" VALUES(1,'ferry',1,'ccb753691e1d84d0c4cdf06c58d226eb763a3a6b4adf884895777d9638caf7d1','{"id": "ferry", "title": "Ferry to sail all winter", "text": "The ferry will sail all winter. Captain Ines Vale said ten crew stay on.", "url": "https://www.example.org/ferry", "published": "2023-01-10T09:00:00+00:00", "updated": null, "authors": ["Ann Lee", "Bob Ray"], "source": "The Quay", "section": "Transport", "kind": "news", "language": "", "status": "usable", "embargoed_until": null, "expires": null, "corrections": [], "rights": "", "extra": {}}',1673341200000000,'transport','the quay','news','','
ann lee

bob ray
','usable',NULL,NULL,1795947341726550,'https://example.org/ferry',1066706544,'ccb753691e1d84d0c4cdf06c58d226eb763a3a6b4adf884895777d9638caf7d1');
INSERT INTO "articles" VALUES(2,'budget',2,'09e0bb22270f241a625119bc0c039d7c4b28a98a0d15e8bd4cb6136490f6974b','{"id": "budget", "title": "Council passes budget", "text": "The council passed its budget of $4 million by 7 votes to 2. It was mended.", "url": "", "published": "2023-02-14T09:00:00+00:00", "updated": null, "authors": ["Ann Lee"], "source": "The Quay", "section": "Council", "kind": "news", "language": "", "status": "usable", "embargoed_until": null, "expires": null, "corrections": [], "rights": "", "extra": {}}',1676365200000000,'council','the quay','news','','
ann lee
','usable',NULL,NULL,1795947341848129,'',1295229189,'09e0bb22270f241a625119bc0c039d7c4b28a98a0d15e8bd4cb6136490f6974b');
INSERT INTO "articles" VALUES(3,'bridge-1',1,'3d5cfcdd91ab633bc1545b0316b4418aa5844271326c5c40e368364fef952426','{"id": "bridge-1", "title": "Bridge to cost $2 million", "text": "Repairs to the iron bridge will cost $2 million, engineers said.", "url": "", "published": "2023-03-01T09:00:00+00:00", "updated": null, "authors": [], "source": "The Quay", "section": "Transport", "kind": "news", "language": "", "status": "usable", "embargoed_until": null, "expires": null, "corrections": [], "rights": "", "extra": {}}',1677661200000000,'transport','the quay','news','','','usable',NULL,NULL,1795947341727603,'',2015762013,'3d5cfcdd91ab633bc1545b0316b4418aa5844271326c5c40e368364fef952426');
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "meta" VALUES('mark','e4d782d1eadc4b');
INSERT INTO "meta" VALUES('recipe','{"model": "words", "fingerprint": "words-1", "dimensions": 16, "passage_tokens": 128, "stemmer": "english", "query_prompt": "", "passage_prompt": "", "flat_until": 100000, "forbid_rights": []}');
INSERT INTO "meta" VALUES('generation','6');
CREATE TABLE origins (               -- which source an article came from, and where in it
        source INTEGER NOT NULL REFERENCES sources (key),
        article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
        place TEXT NOT NULL,             -- a file's path in its folder, or an address
        reading INTEGER NOT NULL,        -- the last one that it was seen in
        PRIMARY KEY (source, article)
    ) STRICT, WITHOUT ROWID;
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
CREATE TABLE sources (               -- what was read: files, folders, addresses; index/store/origins.py fills these
        key INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,       -- the absolute path, or the address
        reading INTEGER NOT NULL         -- how often it was read
    ) STRICT;
CREATE TABLE stories (               -- which articles print the same story; index/store/stories.py fills it
        article INTEGER PRIMARY KEY REFERENCES articles (key),
        story INTEGER REFERENCES articles (key),    -- the first article that printed it; NULL while nobody else does
        signature BLOB NOT NULL          -- MinHash, 32 bits a hash, little endian; empty for a text without words
    ) STRICT;
INSERT INTO "stories" VALUES(1,NULL,X'B2E95311526FB12314C21A1692A6CA24D36C9D1C8BD4EA122BDD021CE9418F0E9722181E6D3B4A0200D1A2019FFCAC00A68236139BF23007C4D05109D79FD405B7C12D07A8EF3303');
INSERT INTO "stories" VALUES(2,NULL,X'7285AB17583F1904BA547C1087E7A80A06F9ED012654750D2E483407EAEE6B046C8BE723F502410784BC190E5A76940EED11BD03E9739C12237E33188D16FC01A84070100C470C11');
INSERT INTO "stories" VALUES(3,NULL,X'B88E694697216C4FDBA4523AA66C9702872BAF03136038011AC85A00BF76753059652A28187A842456482C0A985CA2254B481B335E655D004359340DE02B15081814B229B0112F0D');
CREATE TABLE story_bands (           -- where an article looks for its twins: first prints only
        band INTEGER NOT NULL,
        article INTEGER NOT NULL REFERENCES articles (key),
        PRIMARY KEY (band, article)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "story_bands" VALUES(610599138,3);
INSERT INTO "story_bands" VALUES(1648584592,1);
INSERT INTO "story_bands" VALUES(2734512144,2);
INSERT INTO "story_bands" VALUES(5033420414,2);
INSERT INTO "story_bands" VALUES(6272911784,1);
INSERT INTO "story_bands" VALUES(8222732044,3);
INSERT INTO "story_bands" VALUES(9039998097,2);
INSERT INTO "story_bands" VALUES(12176313151,1);
INSERT INTO "story_bands" VALUES(12629127321,3);
INSERT INTO "story_bands" VALUES(14086192390,2);
INSERT INTO "story_bands" VALUES(14120854990,3);
INSERT INTO "story_bands" VALUES(14466335033,1);
INSERT INTO "story_bands" VALUES(19733700362,3);
INSERT INTO "story_bands" VALUES(20044060472,1);
INSERT INTO "story_bands" VALUES(20307164644,2);
INSERT INTO "story_bands" VALUES(22137900005,3);
INSERT INTO "story_bands" VALUES(23380264637,2);
INSERT INTO "story_bands" VALUES(25723364966,1);
CREATE TABLE tokens (passage INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
INSERT INTO "tokens" VALUES(1,X'10000000E7FFFFFFEDFFFFFFF0FFFFFFF5FFFFFFF9FFFFFF00000000040000000A0000000F000000140000001800000020000000280000002D00000032000000370000003B0000004000000045000000583B583B583B583B583B583B583B583B583B583B583B583B583B583B583B583B583B583B583BE1F0C387C387A56A9999318CE1F056AAC387A56A9999692D692D3333318CE1F00FC04B5A9999');
INSERT INTO "tokens" VALUES(3,X'10000000E6FFFFFFEDFFFFFFF0FFFFFFF6FFFFFFF8FFFFFF00000000080000000B0000000F000000140000001B000000200000002600000028000000310000003B000000583B583B583B583B583B583B583B583B583B583B583B583B583B583B583B583B5555C3874B5AA56A318CFC00C387318C4B5A555556AA4B5AA56A318CFC00318C');
INSERT INTO "tokens" VALUES(5,X'10000000EAFFFFFFF2FFFFFFF9FFFFFF00000000040000000C00000013000000170000001E00000022000000240000002C0000002F00000031000000370000003A0000003D0000004000000044000000583B583B583B583B583B583B583B583B583B583B583B583B583B583B583B583B583B583B583B0FC0FFFF692D318C0FC0333364D9692D6DB69999318C0FC00FC05555C387A56AC387333338E3');
CREATE TABLE tombstones (            -- what was withdrawn and may not come back; nothing of what it said
        id TEXT PRIMARY KEY,
        address TEXT NOT NULL,           -- canonical; empty when there is none, or when other articles share it
        reason TEXT NOT NULL,
        withdrawn INTEGER NOT NULL,      -- microseconds since 1970
        unfinished INTEGER NOT NULL      -- 1 until no file of the archive holds it any more
    ) STRICT;
CREATE TABLE vectors (passage INTEGER PRIMARY KEY, vector BLOB NOT NULL) STRICT;
INSERT INTO "vectors" VALUES(1,X'00000000E130523752370000E134E130523700000000E134E130E134E1300000');
INSERT INTO "vectors" VALUES(3,X'0000F03400000000F0340000F038000000000000000000006837F034F030F034');
INSERT INTO "vectors" VALUES(5,X'2031000020390000203520312035203520312031203120350000203100002031');
CREATE TABLE versions (              -- what an article said before it was changed
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        record TEXT NOT NULL,
        replaced INTEGER NOT NULL, stored INTEGER,       -- when, microseconds since 1970
        PRIMARY KEY (id, version)
    ) STRICT;
INSERT INTO "versions" VALUES('budget',1,'{"id": "budget", "title": "Council passes budget", "text": "The council passed its budget of $4 million by 7 votes to 2.", "url": "", "published": "2023-02-14T09:00:00+00:00", "updated": null, "authors": ["Ann Lee"], "source": "The Quay", "section": "Council", "kind": "news", "language": "", "status": "usable", "embargoed_until": null, "expires": null, "corrections": [], "rights": "", "extra": {}}',1795947341848129,1795947341727383);
CREATE TABLE visits (                -- what is remembered of a place, so that it need not be read again
        source INTEGER NOT NULL REFERENCES sources (key),
        place TEXT NOT NULL,
        stamp TEXT NOT NULL,
        etag TEXT NOT NULL,
        modified TEXT NOT NULL,
        checked INTEGER,                 -- microseconds since 1970
        note TEXT NOT NULL,              -- why it held no article
        reading INTEGER NOT NULL,        -- when it was last read, or found to be the same; what it gave carries it too
        articles INTEGER NOT NULL,       -- how many it gave; with fewer left of them it is read again
        PRIMARY KEY (source, place)
    ) STRICT, WITHOUT ROWID;
CREATE INDEX articles_published ON articles (published);
CREATE INDEX articles_restricted ON articles (key)
        WHERE status <> 'usable' OR embargoed_until IS NOT NULL OR expires IS NOT NULL;
CREATE INDEX passages_article ON passages (article);
CREATE INDEX passages_generation ON passages (generation);
CREATE INDEX passages_embedded ON passages (embedded);
CREATE INDEX removed_generation ON removed (generation);
CREATE INDEX stories_story ON stories (story) WHERE story IS NOT NULL;
CREATE INDEX articles_address ON articles (address) WHERE address <> '';
CREATE INDEX articles_unaddressed ON articles (key) WHERE address IS NULL;
CREATE INDEX tombstones_address ON tombstones (address) WHERE address <> '';
CREATE INDEX tombstones_unfinished ON tombstones (id) WHERE unfinished = 1;
CREATE INDEX origins_place ON origins (source, place);
CREATE INDEX origins_article ON origins (article);
CREATE INDEX articles_url ON articles (json_extract(record, '$.url'));
CREATE INDEX articles_filed ON articles           -- all that filters and outlines look at: records are long
        (status, embargoed_until, expires, published, section, source, kind, language, authors);
CREATE INDEX articles_unsettled ON articles (key) WHERE given IS NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('articles',4);
INSERT INTO "sqlite_sequence" VALUES('passages',5);
COMMIT;
PRAGMA application_id = 1129665620;
PRAGMA user_version = 9;
