package io.mobula.output;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One body that prints. Each of its threads writes its own line, so that none is mixed with another's.
 *
 * <p>Thread safety: any thread.
 */
public final class Voice {
    /** Where a line is being written. */
    private record Place(Thread thread, Std std) {}

    private final long number;
    private final String label;
    private final Consumer<Printed.Line> listener;
    private final ConcurrentHashMap<Place, LineBuffer> lines = new ConcurrentHashMap<>();

    Voice(long number, String label, Consumer<Printed.Line> listener) {
        this.number = number;
        this.label = label;
        this.listener = listener;
    }

    void write(Std std, byte[] bytes, int offset, int length) {
        lines.computeIfAbsent(new Place(Thread.currentThread(), std), _ -> new LineBuffer())
                .write(bytes, offset, length, text -> said(std, text));
    }

    private void said(Std std, String text) {
        listener.accept(new Printed.Line(std, number, label, text));
    }

    /** The body has ended: what has no end of line is a line all the same. */
    public void end() {
        lines.forEach((place, line) -> line.rest().ifPresent(text -> said(place.std(), text)));
    }
}
