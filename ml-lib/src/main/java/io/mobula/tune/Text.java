package io.mobula.tune;

import java.util.Locale;

/** Formats the same way on every machine: what one run prints, a script on another reads. */
final class Text {
    private Text() {}

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
