package io.mobula.attach;

import io.mobula.store.HeldObject;
import io.mobula.store.StoreReport;
import io.mobula.store.StoreStats;
import java.util.List;
import java.util.Locale;

/**
 * What a node's object store holds, in words and numbers that outlive the types they are of.
 *
 * @param place where its memory is
 * @param top the largest objects
 */
public record NodeMemory(String place, Capacity capacity, Sums sums, Counts counts, List<Held> top) {
    /** Objects in one answer. */
    static final int MOST_NAMED = 10_000;

    public NodeMemory {
        top = List.copyOf(top);
    }

    /** In bytes. */
    public record Capacity(long total, long used, long warm, long files, long filesTotal) {}

    /** Objects, and their bytes. */
    public record Sum(long objects, long bytes) {
        static Sum of(StoreReport.Sum sum) {
            return new Sum(sum.objects(), sum.bytes());
        }
    }

    /** @param spilled those on disk alone */
    public record Sums(Sum primaries, Sum copies, Sum pinned, Sum spilled) {}

    /**
     * @param files on disk now
     * @param waiting puts and fetches that wait for room now
     * @param evicted copies, since the start; so are restored and lost objects
     */
    public record Counts(long files, long waiting, long evicted, long restored, long lost) {}

    /** @param pinnedBy empty if nobody reads it */
    public record Held(
            String object,
            String owner,
            String kind,
            String place,
            long bytes,
            String maker,
            long ageMillis,
            long pins,
            String pinnedBy) {
        static Held of(HeldObject held) {
            return new Held(
                    held.key().toString(),
                    held.key().ref().owner().toString(),
                    word(held.kind()),
                    word(held.place()),
                    held.sizeBytes(),
                    held.maker(),
                    held.age().toMillis(),
                    held.pins(),
                    held.pinnedBy());
        }

        /** {@code memory and disk}. */
        private static String word(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public static NodeMemory of(StoreReport report) {
        StoreStats stats = report.stats();
        return new NodeMemory(
                report.memory(),
                new Capacity(
                        stats.capacityBytes(),
                        stats.usedBytes(),
                        stats.warmBytes(),
                        stats.spill().fileBytes(),
                        stats.spill().capacityBytes()),
                new Sums(
                        Sum.of(report.primaries()),
                        Sum.of(report.copies()),
                        Sum.of(report.pinned()),
                        Sum.of(report.spilled())),
                new Counts(stats.spill().files(), report.waiting(), stats.evicted(), report.restored(), report.lost()),
                report.top().stream().map(Held::of).toList());
    }
}
