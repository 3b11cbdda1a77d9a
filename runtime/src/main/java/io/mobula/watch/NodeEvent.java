package io.mobula.watch;

/**
 * Something that happened, as a node remembers it.
 *
 * @param sequence of that node's events
 * @param source the node that noticed it
 * @param subject whom it is about: a node, a job, an actor, a group, the store
 * @param key the same on all nodes that noticed it; empty if it is this node's own
 */
public record NodeEvent(
        long sequence, long epochMillis, Severity severity, String source, String subject, String text, String key) {}
