package io.mobula.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLogTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void whatWasAppendedIsReadFromAnyOffset() throws IOException {
        try (OutputLog log = OutputLog.open(folder, 1 << 20)) {
            append(log, "one\ntwo\n");
            assertEquals("one\ntwo\n", text(log.read(0, 100, Duration.ZERO)));
            assertEquals("two\n", text(log.read(4, 100, Duration.ZERO)));
            assertEquals("on", text(log.read(0, 2, Duration.ZERO)));
            assertEquals("", text(log.read(8, 100, Duration.ZERO)));
        }
    }

    @Test
    void theOldestSegmentsGoAndTheOffsetShowsIt() throws IOException {
        try (OutputLog log = OutputLog.open(folder, 8 * 1024)) {
            for (int i = 0; i < 20; i++) append(log, "x".repeat(1023) + "\n");
            Chunk first = log.read(0, 100, Duration.ZERO);
            assertEquals(12 * 1024, first.start());
            assertEquals(20 * 1024, log.end());
            try (var files = Files.list(folder)) {
                assertEquals(8, files.count());
            }
        }
    }

    @Test
    void aLaterProcessGoesOnWhereTheEarlierStopped() throws IOException {
        try (OutputLog log = OutputLog.open(folder, 1 << 20)) {
            append(log, "first life\n");
        }
        try (OutputLog log = OutputLog.open(folder, 1 << 20)) {
            append(log, "second\n");
            assertEquals("first life\nsecond\n", text(log.read(0, 100, Duration.ZERO)));
        }
    }

    @Test
    void theTailCountsAnUnfinishedLastLine() throws IOException {
        try (OutputLog log = OutputLog.open(folder, 16 * 1024)) {
            for (int i = 0; i < 3_000; i++) append(log, "line " + i + "\n");
            append(log, "unfinished");
            assertEquals("line 2999\nunfinished", tail(log, 2));
            assertEquals("", tail(log, 0));
            append(log, "\n");
            assertEquals("line 2999\nunfinished\n", tail(log, 2));
            assertTrue(log.startOfTail(1_000_000) > 0, "what is dropped cannot be in the tail");
        }
    }

    @Test
    void aReaderThatWaitsIsWokenByBytesAndByTheEnd() throws Exception {
        OutputLog log = OutputLog.open(folder, 1 << 20);
        CompletableFuture<Chunk> bytes = CompletableFuture.supplyAsync(() -> read(log, 0));
        append(log, "now\n");
        assertEquals("now\n", text(bytes.get(30, TimeUnit.SECONDS)));
        CompletableFuture<Chunk> end = CompletableFuture.supplyAsync(() -> read(log, 4));
        log.close();
        Chunk last = end.get(30, TimeUnit.SECONDS);
        assertTrue(last.last());
        assertEquals("", text(last));
    }

    @Test
    void onlyTheChunkThatReachesTheEndOfAnEndedLogIsTheLast() throws IOException {
        try (OutputLog log = OutputLog.open(folder, 1 << 20)) {
            append(log, "abcdef");
        }
        OutputLog ended = OutputLog.ended(folder);
        assertFalse(ended.read(0, 3, Duration.ZERO).last());
        assertTrue(ended.read(3, 3, Duration.ZERO).last());
    }

    @Test
    void theWriterWaitsForAReaderThatHoldsAndGoesOnWithIt() throws Exception {
        try (OutputLog log = OutputLog.open(folder, 8 * 1024)) {
            log.hold(0, LONG);
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 64; i++) appendUnchecked(log, "y".repeat(1023) + "\n");
            });
            long at = 0;
            while (at < 64 * 1024) {
                log.hold(at, LONG);
                Chunk chunk = log.read(at, 700, LONG);
                assertEquals(at, chunk.start(), "nothing is lost to a reader that holds");
                at = chunk.next();
            }
            writer.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aReaderThatIsNotHeardOfHoldsNobody() throws IOException {
        try (OutputLog log = OutputLog.open(folder, 8 * 1024)) {
            log.hold(0, Duration.ofMillis(1));
            for (int i = 0; i < 20; i++) append(log, "z".repeat(1024));
            assertEquals(20 * 1024, log.end());
        }
    }

    private static String tail(OutputLog log, int lines) throws IOException {
        var text = new StringBuilder();
        long at = log.startOfTail(lines);
        while (at < log.end()) {
            Chunk chunk = log.read(at, 1 << 20, Duration.ZERO);
            text.append(text(chunk));
            at = chunk.next();
        }
        return text.toString();
    }

    private static void append(OutputLog log, String text) throws IOException {
        log.append(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    private static void appendUnchecked(OutputLog log, String text) {
        try {
            append(log, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Chunk read(OutputLog log, long offset) {
        try {
            return log.read(offset, 100, LONG);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String text(Chunk chunk) {
        return new String(chunk.bytes(), UTF_8);
    }
}
