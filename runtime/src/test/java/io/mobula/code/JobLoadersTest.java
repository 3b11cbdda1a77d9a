package io.mobula.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mobula.api.resource.Bytes;
import io.mobula.core.id.ProcessId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLoadersTest {
    private static final int CAPACITY_BYTES = 1 << 20;
    private static final ProcessId JOB = ProcessId.driver(1);

    @TempDir
    Path dir;

    private ShippedCode code;
    private CodeStore store;
    private JobLoaders loaders;
    private final AtomicInteger fetches = new AtomicInteger();

    @BeforeEach
    void shipTwoFolders() throws IOException {
        Path a = Sources.compile(dir, Map.of("a/A.java", "package a; public class A {}"));
        Path b = Sources.compile(dir, Map.of("b/B.java", "package b; public class B {}"));
        code = ShippedCode.of(List.of(a, b));
        store = CodeStore.open(dir.resolve("code"), Bytes.of(CAPACITY_BYTES), List.of());
        loaders = new JobLoaders(store);
    }

    private void fetch(Manifest.Entry entry, OutputStream out) throws IOException {
        fetches.incrementAndGet();
        var bytes = ByteBuffer.allocate((int) entry.sizeBytes());
        code.find(entry.sha256()).orElseThrow().read(0, bytes);
        out.write(bytes.array());
    }

    private JobLoaders.Use use(ProcessId job) throws IOException {
        return loaders.use(job, code.manifest(), this::fetch);
    }

    @Test
    void makesOneLoaderForManyAtATimeAndFetchesEachBlobOnce() throws Exception {
        var start = new CyclicBarrier(8);
        var seen = new ArrayList<ClassLoader>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<ClassLoader>>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> {
                    start.await();
                    try (JobLoaders.Use use = use(JOB)) {
                        use.loader().loadClass("b.B");
                        return use.loader();
                    }
                }));
            }
            for (Future<ClassLoader> one : all) seen.add(one.get());
        }
        assertEquals(1, seen.stream().distinct().count());
        assertEquals(2, fetches.get());
        assertEquals(1, loaders.open());
    }

    @Test
    void jobsWithEqualCodeShareBlobsAndNotClasses() throws Exception {
        try (JobLoaders.Use one = use(JOB);
                JobLoaders.Use other = use(ProcessId.driver(2))) {
            assertNotSame(one.loader().loadClass("a.A"), other.loader().loadClass("a.A"));
            assertEquals(2, fetches.get());
        }
    }

    @Test
    void closesTheLoaderWhenTheJobHasEndedAndItsLastUserIsGone() throws Exception {
        JobLoaders.Use use = use(JOB);
        loaders.end(JOB);
        assertEquals("a.A", use.loader().loadClass("a.A").getName());
        use.close();
        use.close();
        assertThrows(ClassNotFoundException.class, () -> use.loader().loadClass("b.B"));
        byte[] all = new byte[CAPACITY_BYTES];
        store.put(Sha256.of(all), all.length, out -> out.write(all)); // fits only if no blob is in use any more
        assertFalse(store.has(code.manifest().entries().getFirst().sha256()));
    }

    @Test
    void refusesAStragglerOfAnEndedJob() {
        loaders.end(JOB);
        assertThrows(IllegalStateException.class, () -> use(JOB));
        assertEquals(0, loaders.open());
    }

    @Test
    void takesAJobThatGoesOnForOneThatHasNotEnded() throws Exception {
        loaders.end(JOB);
        loaders.goesOn(JOB);
        try (JobLoaders.Use use = use(JOB)) {
            assertEquals("a.A", use.loader().loadClass("a.A").getName());
        }
        assertEquals(1, loaders.open());
    }

    @Test
    void triesAgainAfterAFailure() throws Exception {
        assertThrows(
                IOException.class,
                () -> loaders.use(JOB, code.manifest(), (_, _) -> {
                    throw new IOException("driver is away");
                }));
        try (JobLoaders.Use use = use(JOB)) {
            assertSame(use.loader(), use.loader().loadClass("a.A").getClassLoader());
        }
    }
}
