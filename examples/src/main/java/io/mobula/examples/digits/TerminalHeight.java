package io.mobula.examples.digits;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Lines of the window. The JDK does not say, so {@code stty} is asked, at most once a second: a window may be resized. */
final class TerminalHeight {
    private static final int USUAL = 24;
    private static final long FRESH_NANOS = 1_000_000_000L;

    private static int lines = USUAL;
    private static long askedNanos = System.nanoTime() - FRESH_NANOS;

    private TerminalHeight() {}

    static synchronized int lines() {
        if (System.nanoTime() - askedNanos >= FRESH_NANOS) {
            lines = ask();
            askedNanos = System.nanoTime();
        }
        return lines;
    }

    private static int ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            int asked = Integer.parseInt(size.strip().split(" ", -1)[0]);
            return asked > 0 ? asked : USUAL;
        } catch (IOException | NumberFormatException notATerminal) {
            return USUAL;
        }
    }
}
