package io.mobula.watch;

import io.mobula.output.OutputLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest events of a node, in memory and, over restarts, in a bounded folder of lines.
 *
 * <p>Thread safety: any thread. Failure: a disk that takes nothing costs the file, not the events.
 */
public final class EventLog implements AutoCloseable {
    static final int KEPT = 2_000;
    static final long CAPACITY_BYTES = 4L << 20;

    /** What may happen a thousand times in a second is told once in this time. */
    static final Duration SELDOM = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private final String source;
    private final OutputLog file;

    // Guarded by this.
    private final ArrayDeque<NodeEvent> events = new ArrayDeque<>();
    private final Set<String> keys = new HashSet<>();
    private final Map<String, Long> toldNanos = new HashMap<>();
    private long sequence;

    private EventLog(String source, OutputLog file) {
        this.source = source;
        this.file = file;
    }

    /** @param source the node's name */
    public static EventLog open(Path folder, String source) throws IOException {
        var log = new EventLog(source, OutputLog.open(folder, CAPACITY_BYTES));
        log.load();
        return log;
    }

    private synchronized void load() throws IOException {
        endCutLine();
        for (long at = file.startOfTail(KEPT); at < file.end(); ) {
            byte[] bytes = file.read(at, 1 << 20, Duration.ZERO).bytes();
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') end--;
            if (end == 0) return; // longer than any event is
            new String(bytes, 0, end, StandardCharsets.UTF_8)
                    .lines()
                    .map(EventLine::read)
                    .forEach(event -> event.ifPresent(this::remember));
            at += end;
        }
    }

    /** Of a life that ended while it wrote. */
    private void endCutLine() throws IOException {
        if (file.end() == 0) return;
        byte[] last = file.read(file.end() - 1, 1, Duration.ZERO).bytes();
        if (last.length == 1 && last[0] != '\n') file.append(ByteBuffer.wrap(new byte[] {'\n'}));
    }

    private void remember(NodeEvent event) {
        sequence = Math.max(sequence, event.sequence());
        events.add(event);
        if (!event.key().isEmpty()) keys.add(event.key());
        if (events.size() > KEPT) keys.remove(events.remove().key());
    }

    /** This node's own. */
    public void add(Severity severity, String subject, String text) {
        add(severity, subject, text, "");
    }

    /** As {@link #add}, but not again within {@link #SELDOM}. */
    public synchronized void addSeldom(Severity severity, String subject, String text) {
        long now = System.nanoTime();
        Long told = toldNanos.get(subject);
        if (told != null && now - told < SELDOM.toNanos()) return;
        if (toldNanos.size() >= KEPT) toldNanos.clear();
        toldNanos.put(subject, now);
        add(severity, subject, text, "");
    }

    /** One that other nodes notice as well, under the same key; once. */
    public synchronized void add(Severity severity, String subject, String text, String key) {
        if (!key.isEmpty() && keys.contains(key)) return;
        var event = new NodeEvent(sequence + 1, System.currentTimeMillis(), severity, source, subject, text, key);
        remember(event);
        try {
            file.append(ByteBuffer.wrap((EventLine.write(event) + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException full) {
            LOG.debug("An event is not in its file: {}", full.toString());
        }
    }

    /** Those after this one and not older than that, the oldest first; of too many the latest. */
    public synchronized List<NodeEvent> after(long last, long sinceEpochMillis, int most) {
        List<NodeEvent> found = events.stream()
                .filter(event -> event.sequence() > last && event.epochMillis() >= sinceEpochMillis)
                .toList();
        return found.subList(Math.max(0, found.size() - most), found.size());
    }

    public synchronized long last() {
        return sequence;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException unwritable) {
            LOG.debug("The file of events was not closed: {}", unwritable.toString());
        }
    }
}
