package io.mobula.boot;

import io.mobula.api.resource.Bytes;
import java.time.Duration;

/** What a program's own process uses. It reads no configuration file on its way to the first result; a node does. */
final class Defaults {
    static final int SHARDS = 8;
    static final Duration INFEASIBLE_GRACE = Duration.ofSeconds(3);
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
    static final long BACKLOG_BYTES = 1L << 30;
    static final long LINEAGE_BYTES = 256L << 20;
    static final long INLINE_LIMIT_BYTES = 100L << 10;

    /** Of the store, for arguments of tasks. */
    static final double ARGUMENT_SHARE = 0.7;

    private static final double STORE_SHARE_OF_HEAP = 0.5;

    private Defaults() {}

    /** For values above the inline limit; it lies outside the heap. */
    static Bytes storeCapacity() {
        return Bytes.of((long) (Runtime.getRuntime().maxMemory() * STORE_SHARE_OF_HEAP));
    }
}
