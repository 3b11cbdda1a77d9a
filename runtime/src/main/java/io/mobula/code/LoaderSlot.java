package io.mobula.code;

import io.mobula.core.id.ProcessId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One job's loader and who uses it. Its monitor is held while the blobs are fetched: whoever else needs the loader waits for the same. */
final class LoaderSlot {
    private final ProcessId job;
    private Optional<JobLoader> loader = Optional.empty();
    private final List<BlobUse> blobs = new ArrayList<>();

    /** Users, and one for the job itself until it ends. */
    private final AtomicInteger holders = new AtomicInteger(1);

    LoaderSlot(ProcessId job) {
        this.job = job;
    }

    void enter() {
        holders.incrementAndGet();
    }

    void leave() {
        if (holders.decrementAndGet() == 0) close();
    }

    /** For one who has entered; closing what is returned leaves. */
    JobLoaders.Use use(Manifest code, CodeStore store, BlobFetcher fetcher) throws IOException {
        return new Entered(loader(code, store, fetcher));
    }

    private synchronized JobLoader loader(Manifest code, CodeStore store, BlobFetcher fetcher) throws IOException {
        if (loader.isPresent()) return loader.get();
        try {
            var paths = new ArrayList<Path>();
            for (Manifest.Entry entry : code.entries()) {
                BlobUse blob = store.obtain(entry, fetcher);
                blobs.add(blob);
                paths.add(blob.path());
            }
            List<String> names =
                    code.entries().stream().map(Manifest.Entry::name).toList();
            loader = Optional.of(JobLoader.open(job.toString(), paths, names));
            return loader.get();
        } finally {
            if (loader.isEmpty()) releaseBlobs();
        }
    }

    private synchronized void close() {
        try {
            if (loader.isPresent()) loader.get().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            releaseBlobs();
        }
    }

    private void releaseBlobs() {
        for (BlobUse blob : blobs) blob.close();
        blobs.clear();
    }

    private final class Entered implements JobLoaders.Use {
        private final JobLoader loader;
        private final AtomicBoolean closed = new AtomicBoolean();

        Entered(JobLoader loader) {
            this.loader = loader;
        }

        @Override
        public ClassLoader loader() {
            return loader;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) leave();
        }
    }
}
