package io.mobula.watch;

/**
 * An object in a node's store.
 *
 * @param kind PRIMARY where it was made, COPY elsewhere
 * @param owner the process that decides how long it lives
 * @param readers who has it pinned now
 */
public record ObjectRow(String id, long bytes, String kind, String owner, int readers) {}
