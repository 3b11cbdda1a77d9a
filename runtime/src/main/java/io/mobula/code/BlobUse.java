package io.mobula.code;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A blob's file, which stays until this is closed (CODE-3). Closing it again does nothing. */
public final class BlobUse implements AutoCloseable {
    private final Path path;
    private final Runnable giveBack;
    private final AtomicBoolean closed = new AtomicBoolean();

    BlobUse(Path path, Runnable giveBack) {
        this.path = path;
        this.giveBack = giveBack;
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) giveBack.run();
    }
}
