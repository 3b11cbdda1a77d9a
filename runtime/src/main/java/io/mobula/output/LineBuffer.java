package io.mobula.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** The line that one thread is printing. Of a very long one the beginning is kept. Thread safe: a body's end takes what its threads left unfinished. */
final class LineBuffer {
    static final int MAX_BYTES = 16 << 10;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(128);
    private long cut;

    /** Hands on each line that ends within these bytes. */
    synchronized void write(byte[] bytes, int offset, int length, Consumer<String> lines) {
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] != '\n') continue;
            add(bytes, from, i - from);
            lines.accept(take());
            from = i + 1;
        }
        add(bytes, from, offset + length - from);
    }

    private void add(byte[] bytes, int offset, int length) {
        int room = Math.min(length, MAX_BYTES - kept.size());
        kept.write(bytes, offset, room);
        cut += length - room;
    }

    private String take() {
        String text = kept.toString(StandardCharsets.UTF_8);
        if (cut > 0) text += "… %,d bytes more".formatted(cut);
        kept.reset();
        cut = 0;
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** What has no end of line. */
    synchronized Optional<String> rest() {
        return kept.size() == 0 ? Optional.empty() : Optional.of(take());
    }
}
