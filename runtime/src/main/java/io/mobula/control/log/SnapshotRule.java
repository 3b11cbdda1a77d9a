package io.mobula.control.log;

/**
 * When a snapshot is due: once as many bytes were logged as the last one took, so that writing snapshots costs no more than writing the log, and a start reads at most twice the state.
 *
 * @param leastBytes a log shorter than this is read in no time
 * @param mostEntries however small they are
 */
record SnapshotRule(long leastBytes, long mostEntries) {
    static final SnapshotRule DEFAULT = new SnapshotRule(1L << 20, 20_000);

    boolean isDue(long bytesSince, long entriesSince, long lastSnapshotBytes) {
        return entriesSince >= mostEntries || bytesSince >= Math.max(leastBytes, lastSnapshotBytes);
    }
}
