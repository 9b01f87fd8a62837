-- What is to be fetched though nobody watches it. A wish may be older than the media it is for, so it refers to none.

CREATE TABLE pre_cache (
    media        VARCHAR(96)  NOT NULL PRIMARY KEY,
    path         VARCHAR      NOT NULL,
    sealed_query VARCHAR,
    first_byte   BIGINT       NOT NULL,
    end_byte     BIGINT,
    priority     VARCHAR(8)   NOT NULL,
    requested_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    completed_at TIMESTAMP(3) WITH TIME ZONE,
    bytes        BIGINT,
    problem      VARCHAR
);
