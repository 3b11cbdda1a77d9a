package io.mobula.tune.view;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the window is like.
 *
 * @param window asked at every use: a window may be resized
 */
public record Terminal(Supplier<Size> window, Colors use) {
    /** In characters. */
    public record Size(int lines, int columns) {}

    /** Whether the user wants colors; see no-color.org. */
    public enum Colors {
        SHOWN,
        NONE
    }

    private static final Size USUAL = new Size(24, 80);
    private static final long FRESH_NANOS = 1_000_000_000L;

    static Terminal standard() {
        String noColor = System.getenv("NO_COLOR");
        return new Terminal(new Stty(), noColor == null || noColor.isEmpty() ? Colors.SHOWN : Colors.NONE);
    }

    static boolean canRedraw() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                && !"dumb".equals(System.getenv("TERM"));
    }

    Size size() {
        return window.get();
    }

    boolean colors() {
        return use == Colors.SHOWN;
    }

    /** The JDK does not say, so {@code stty} is asked, at most once a second. Confined to the view's thread. */
    private static final class Stty implements Supplier<Size> {
        private Size size = USUAL;
        private long askedNanos = System.nanoTime() - FRESH_NANOS;

        @Override
        public Size get() {
            if (System.nanoTime() - askedNanos >= FRESH_NANOS) {
                size = ask();
                askedNanos = System.nanoTime();
            }
            return size;
        }

        private static Size ask() {
            try {
                Process stty = new ProcessBuilder("stty", "size")
                        .redirectInput(new File("/dev/tty"))
                        .start();
                String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                String[] parts = answer.strip().split(" ", -1);
                int lines = Integer.parseInt(parts[0]);
                int columns = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
                return lines > 0 && columns > 0 ? new Size(lines, columns) : USUAL;
            } catch (IOException | NumberFormatException notATerminal) {
                return USUAL;
            }
        }
    }
}
