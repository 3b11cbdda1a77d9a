package io.mobula.api.spi;

/**
 * A body's use of a static that every process of a cluster has for itself.
 *
 * @param field {@code Shapes.mutable}
 * @param line in the source; 0 if the class file has no lines
 */
record StaticUse(String field, int line, Kind kind) {
    enum Kind {
        READS_ASSIGNABLE,
        READS_HANDLE,
        ASSIGNS
    }

    /** Behind the body's title. */
    String worded() {
        String where = line == 0 ? field : field + " in line " + line;
        return switch (kind) {
            case READS_ASSIGNABLE ->
                " reads " + where
                        + ", a static that can be assigned: on a cluster every process has its own, as its class"
                        + " initialiser left it. Copy it to a local variable, and use that in the body";
            case READS_HANDLE ->
                " reads " + where
                        + ", a static that holds a session or a ref: on a cluster every process makes its own."
                        + " Copy it to a local variable, and use that in the body";
            case ASSIGNS ->
                " assigns " + where + ", a static: on a cluster only the process that runs the body sees the new value."
                        + " Return the value instead";
        };
    }
}
