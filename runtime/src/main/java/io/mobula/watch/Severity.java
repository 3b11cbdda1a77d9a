package io.mobula.watch;

/** How much an event matters. */
public enum Severity {
    INFO(1),
    WARNING(2),
    ERROR(3);

    private final int code;

    Severity(int code) {
        this.code = code;
    }

    /** Its number on the wire, for ever. */
    public int code() {
        return code;
    }
}
