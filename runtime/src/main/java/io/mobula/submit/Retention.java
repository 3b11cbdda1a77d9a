package io.mobula.submit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Decides which finished jobs are forgotten. Pure. */
final class Retention {
    /** A finished job and what its folder holds. */
    record Finished(String id, Instant at, long bytes) {}

    /** @param bytes of the folders of all finished jobs together */
    record Limit(int jobs, long bytes) {}

    private Retention() {}

    /** The oldest beyond either limit; the newest always stays, so that its end can be told. */
    static List<String> forgotten(List<Finished> finished, Limit limit) {
        List<Finished> newestFirst = finished.stream()
                .sorted(Comparator.comparing(Finished::at)
                        .thenComparing(Finished::id)
                        .reversed())
                .toList();
        var forgotten = new ArrayList<String>();
        long bytes = 0;
        for (int i = 0; i < newestFirst.size(); i++) {
            bytes += newestFirst.get(i).bytes();
            boolean kept = i == 0 || (i < limit.jobs() && bytes <= limit.bytes());
            if (!kept) forgotten.add(newestFirst.get(i).id());
        }
        return forgotten;
    }
}
