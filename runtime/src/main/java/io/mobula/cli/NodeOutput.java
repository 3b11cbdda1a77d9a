package io.mobula.cli;

import io.mobula.cli.cluster.CommandFailed;
import io.mobula.output.OutputLog;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Keeps what this process prints, its log and what tasks print alike, beside where it goes anyway; so {@code mobula logs} can show it wherever standard output leads. The JVM's own last words, such as
 * a crash in native code, are only there.
 */
final class NodeOutput implements AutoCloseable {
    /** Of all segments together. */
    static final long CAPACITY_BYTES = 16L << 20;

    private final OutputLog log;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    private NodeOutput(OutputLog log) {
        this.log = log;
        System.setOut(both(out));
        System.setErr(both(err));
    }

    static NodeOutput keep(Path dataDir) {
        Path folder = dataDir.resolve("log");
        try {
            return new NodeOutput(OutputLog.open(folder, CAPACITY_BYTES));
        } catch (IOException unwritable) {
            throw new CommandFailed(
                    "The node's log folder %s cannot be written: %s. Choose another with mobula.node.data-dir."
                            .formatted(folder, unwritable),
                    unwritable);
        }
    }

    OutputLog log() {
        return log;
    }

    private PrintStream both(PrintStream usual) {
        return new PrintStream(new Both(usual, log), true, StandardCharsets.UTF_8);
    }

    /** Handed back: whatever is printed from now on goes its usual way alone. */
    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        try {
            log.close();
        } catch (IOException unwritable) {
            err.println("mobula: the node's log was not closed: " + unwritable.getMessage());
        }
    }

    private static final class Both extends FilterOutputStream {
        private final OutputLog log;

        Both(OutputStream usual, OutputLog log) {
            super(usual);
            this.log = log;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        /** A disk that is full costs what is kept, not what is shown. */
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            try {
                log.append(ByteBuffer.wrap(bytes, offset, length));
            } catch (IOException full) {
                // Whoever reads the log sees by its end that there is no more.
            }
        }
    }
}
