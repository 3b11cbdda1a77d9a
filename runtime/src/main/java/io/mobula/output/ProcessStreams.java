package io.mobula.output;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Standard output and standard error of this JVM, which several jobs' bodies share: what is printed goes to the voice of the thread that prints, and where there is none, its usual way.
 *
 * <p>Thread safety: any thread. Whoever kept the streams from before, or writes to the descriptors, is not seen.
 */
public final class ProcessStreams {
    /** On a thread that speaks for the process, whatever body it runs. */
    private static final ThreadLocal<Boolean> ASIDE = new ThreadLocal<>();

    /** Of all who want the routing; guarded by the class. */
    private static int routers;

    private static @Nullable PrintStream usualOut;
    private static @Nullable PrintStream usualErr;
    private static @Nullable PrintStream routedOut;
    private static @Nullable PrintStream routedErr;

    private ProcessStreams() {}

    /** Until it is closed. */
    public interface Routing extends AutoCloseable {
        @Override
        void close();
    }

    /** From now on voices are asked for; by all who ask for it the same ones. */
    public static synchronized Routing route(Supplier<@Nullable Voice> voices) {
        if (routers++ == 0) {
            usualOut = System.out;
            usualErr = System.err;
            routedOut = routed(Std.OUT, usualOut, voices);
            routedErr = routed(Std.ERR, usualErr, voices);
            System.setOut(routedOut);
            System.setErr(routedErr);
        }
        return ProcessStreams::leave;
    }

    private static PrintStream routed(Std std, PrintStream usual, Supplier<@Nullable Voice> voices) {
        return new PrintStream(new Routed(std, usual, voices), true, StandardCharsets.UTF_8);
    }

    /** What somebody else has put in place since stays. */
    private static synchronized void leave() {
        if (--routers > 0) return;
        if (System.out.equals(routedOut)) System.setOut(usualOut);
        if (System.err.equals(routedErr)) System.setErr(usualErr);
    }

    /** What is printed meanwhile is the process's own and no body's: its log. */
    public static void aside(Runnable printing) {
        ASIDE.set(true);
        try {
            printing.run();
        } finally {
            ASIDE.remove();
        }
    }

    /** One piece of text, mixed with nothing. */
    public static void print(Std std, String text) {
        PrintStream stream = std == Std.OUT ? System.out : System.err;
        stream.print(text);
        stream.flush();
    }

    private static final class Routed extends FilterOutputStream {
        private final Std std;
        private final Supplier<@Nullable Voice> voices;

        Routed(Std std, OutputStream usual, Supplier<@Nullable Voice> voices) {
            super(usual);
            this.std = std;
            this.voices = voices;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Voice voice = ASIDE.get() == null ? voices.get() : null;
            if (voice == null) out.write(bytes, offset, length);
            else voice.write(std, bytes, offset, length);
        }
    }
}
