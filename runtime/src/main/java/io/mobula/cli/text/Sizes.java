package io.mobula.cli.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as a person types them. */
public final class Sizes {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*([kmgt]?)(i?b)?");
    private static final String UNITS = "kmgt";
    private static final int BITS_PER_UNIT = 10;

    private Sizes() {}

    /**
     * Bytes: {@code 512m}, {@code 2g}, {@code 1 GiB}; units are powers of 1,024.
     *
     * @param option for the message
     * @throws IllegalArgumentException that says what to write
     */
    public static long parse(String option, String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) throw refused(option, text);
        int unit = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (unit * BITS_PER_UNIT));
        } catch (ArithmeticException tooLarge) {
            throw refused(option, text);
        }
    }

    private static IllegalArgumentException refused(String option, String text) {
        return new IllegalArgumentException("%s %s is no size. Write 512m, 2g, or bytes.".formatted(option, text));
    }
}
