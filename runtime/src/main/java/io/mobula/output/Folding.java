package io.mobula.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which lines of many bodies a terminal shows: the same line from several bodies once, and then how often it was repeated. A body that repeats itself is shown as it is.
 *
 * <p>Pure, with the time passed in; confined to one thread.
 */
public final class Folding {
    /** Source: Ray, {@code RAY_DEDUP_LOGS_AGG_WINDOW_S}. */
    static final long WINDOW_NANOS = 5_000_000_000L;

    /** Different lines that are looked out for; beyond them everything is shown. */
    static final int MAX_WATCHED = 1_000;

    /** A line as it is shown. */
    public record Shown(Std std, String label, String text, int repeated) {}

    private record Key(Std std, String text) {}

    /** Who said it. */
    private record Body(String node, long voice) {}

    private static final class Watched {
        final Body first;
        final long sinceNanos;
        String lastLabel;
        int repeated;

        Watched(Body first, long sinceNanos, String label) {
            this.first = first;
            this.sinceNanos = sinceNanos;
            this.lastLabel = label;
        }
    }

    /** Oldest first. */
    private final Map<Key, Watched> watched = new LinkedHashMap<>();

    /** Empty if it is counted instead. */
    public Optional<Shown> said(String node, Printed.Line line, long nowNanos) {
        var shown = new Shown(line.std(), line.label(), line.text(), 0);
        if (line.text().isBlank()) return Optional.of(shown);
        var key = new Key(line.std(), line.text());
        var body = new Body(node, line.voice());
        Watched known = watched.get(key);
        if (known == null) {
            if (watched.size() < MAX_WATCHED) watched.put(key, new Watched(body, nowNanos, line.label()));
            return Optional.of(shown);
        }
        if (known.repeated == 0 && known.first.equals(body)) return Optional.of(shown);
        known.repeated++;
        known.lastLabel = line.label();
        return Optional.empty();
    }

    /** What has been counted for long enough. */
    public List<Shown> due(long nowNanos) {
        return over(nowNanos - WINDOW_NANOS);
    }

    /** All that has been counted. */
    public List<Shown> end() {
        return over(Long.MAX_VALUE);
    }

    private List<Shown> over(long latestStart) {
        var shown = new ArrayList<Shown>();
        var entries = watched.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Key, Watched> entry = entries.next();
            Watched one = entry.getValue();
            if (latestStart != Long.MAX_VALUE && one.sinceNanos - latestStart > 0) break;
            entries.remove();
            if (one.repeated > 0)
                shown.add(new Shown(
                        entry.getKey().std(), one.lastLabel, entry.getKey().text(), one.repeated));
        }
        return shown;
    }

    /** When {@link #due} has something to say at the latest; empty if nothing is looked out for. */
    public Optional<Long> nextNanos() {
        return watched.values().stream().findFirst().map(one -> one.sinceNanos + WINDOW_NANOS);
    }
}
