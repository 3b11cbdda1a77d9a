package io.mobula.tune.view;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One trial on the screen.
 *
 * @param word its state
 * @param value the objective's newest
 * @param config in one line
 * @param cause of a failure; shown in place of the configuration
 */
public record Row(
        String trial,
        String word,
        Kind kind,
        int iteration,
        OptionalDouble value,
        double seconds,
        int attempts,
        String config,
        String cause) {
    /** How a row is set off from others. */
    public enum Kind {
        WAITING,
        RUNNING,
        ENDED,
        FAILED
    }

    /** The columns, in the widths of {@link #text}. */
    public static final String HEADER = String.format(
            Locale.ROOT,
            "%-10s  %-9s  %5s  %11s  %8s  %3s  %s",
            "trial",
            "state",
            "iter",
            "value",
            "seconds",
            "try",
            "configuration");

    public boolean hasEnded() {
        return kind == Kind.ENDED || kind == Kind.FAILED;
    }

    /** On one line. */
    public String text() {
        String shown = value.isPresent() ? String.format(Locale.ROOT, "%11.5g", value.getAsDouble()) : " ".repeat(11);
        String last = cause.isEmpty() ? config : cause.lines().findFirst().orElse("");
        return String.format(
                        Locale.ROOT,
                        "%-10s  %-9s  %5d  %s  %8.2f  %3d  %s",
                        trial,
                        word,
                        iteration,
                        shown,
                        seconds,
                        attempts,
                        last)
                .stripTrailing();
    }
}
