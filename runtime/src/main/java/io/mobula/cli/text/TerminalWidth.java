package io.mobula.cli.text;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** How many columns the terminal has. */
final class TerminalWidth {
    private static final int MIN_COLUMNS = 40;
    private static final int MAX_COLUMNS = 1_000;
    private static final long LIMIT_MILLIS = 500;

    private TerminalWidth() {}

    /** From {@code COLUMNS}, else as {@code stty} tells it. */
    static OptionalInt of(Map<String, String> environment) {
        OptionalInt told = columns(environment.getOrDefault("COLUMNS", ""));
        return told.isPresent() ? told : asked();
    }

    private static OptionalInt asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return OptionalInt.empty();
            }
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return columns(answer.substring(answer.lastIndexOf(' ') + 1)); // rows, then columns
        } catch (IOException noStty) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** A terminal that says 0 does not know; a very narrow one cannot be helped by cutting. */
    static OptionalInt columns(String text) {
        if (!text.strip().matches("\\d{1,4}")) return OptionalInt.empty();
        int columns = Integer.parseInt(text.strip());
        return columns < MIN_COLUMNS || columns > MAX_COLUMNS ? OptionalInt.empty() : OptionalInt.of(columns);
    }
}
