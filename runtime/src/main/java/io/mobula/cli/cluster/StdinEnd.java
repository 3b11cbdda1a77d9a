package io.mobula.cli.cluster;

import java.io.IOException;

/** Watches standard input, a pipe whose other end a parent holds: it ends when the parent does, even by {@code kill -9}. */
public final class StdinEnd {
    private StdinEnd() {}

    /** Runs {@code action} once on a daemon thread. What is read meanwhile is dropped. */
    public static void onEnd(Runnable action) {
        Thread.ofPlatform().daemon().name("stdin-end").start(() -> {
            drain();
            action.run();
        });
    }

    private static void drain() {
        byte[] buffer = new byte[256];
        try {
            while (System.in.read(buffer) >= 0) {
                // Nobody speaks to a node this way; only the end means something.
            }
        } catch (IOException broken) {
            // A broken pipe is an end too.
        }
    }
}
