-- What a store knows: the truth about what is in its files. State such as "complete" is derived by query.

CREATE TABLE media (
    id           VARCHAR(96)  NOT NULL PRIMARY KEY,
    origin       VARCHAR(63)  NOT NULL,
    path         VARCHAR      NOT NULL,
    sealed_query VARCHAR,
    created_at   TIMESTAMP(3) WITH TIME ZONE NOT NULL
);

CREATE TABLE version (
    number        BIGINT      NOT NULL PRIMARY KEY,
    media         VARCHAR(96) NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    id            VARCHAR(32) NOT NULL,
    etag          VARCHAR,
    last_modified VARCHAR,
    length        BIGINT      NOT NULL,
    chunk_size    INT         NOT NULL,
    content_type  VARCHAR,
    current       BOOLEAN     NOT NULL,
    first_seen    TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    UNIQUE (media, id)
);

-- A row is one whole chunk whose bytes are in the file of its version.
CREATE TABLE chunk (
    version   BIGINT NOT NULL REFERENCES version (number) ON DELETE CASCADE,
    idx       BIGINT NOT NULL,
    crc32c    INT    NOT NULL,
    stored_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (version, idx)
);
