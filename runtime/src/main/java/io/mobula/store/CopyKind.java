package io.mobula.store;

/** What a copy is to the cluster. */
public enum CopyKind {
    /** The bytes the owner knows of: they go when the owner says so. */
    PRIMARY,
    /** Fetched from elsewhere, and evicted unread under pressure: it can be fetched again. */
    COPY
}
