package io.mobula.watch;

/** How much an event matters. */
public enum Severity {
    INFO,
    WARNING,
    ERROR
}
