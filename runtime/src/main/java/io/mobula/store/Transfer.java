package io.mobula.store;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One object being brought here, and everybody who waits for it. Guarded by {@link Transfers}. */
final class Transfer {
    final CopyKey key;
    final ProcessId from;
    final long sizeBytes;
    final List<CompletableFuture<Pin>> waiting = new ArrayList<>();

    /** Times that a smaller one was started before it although it had waited longest. */
    int passedOver;

    Transfer(CopyKey key, ProcessId from, long sizeBytes) {
        this.key = key;
        this.from = from;
        this.sizeBytes = sizeBytes;
    }
}
