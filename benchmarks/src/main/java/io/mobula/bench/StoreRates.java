package io.mobula.bench;

import io.mobula.api.ObjectId;
import io.mobula.api.resource.Bytes;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.store.ObjectStore;
import io.mobula.store.Pin;
import io.mobula.store.StoreSettings;
import io.mobula.store.memory.ArenaMemory;
import io.mobula.store.spill.SpillFiles;
import io.mobula.store.spill.SpillSettings;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A node's object store beside what limits it, each measured in turn with its limit: the arena beside a copy in the heap, spilling beside writing the same files and reading them.
 *
 * <p>{@code java … io.mobula.bench.StoreRates [FOLDER]}: the folder on the disk to spill to. {@code -Dmobula.trials=N}: how many of each, an odd number.
 */
public final class StoreRates {
    private static final int OBJECT_BYTES = 10_000_000;
    private static final int TRIALS = Integer.getInteger("mobula.trials", 5);

    /** Of the arena. */
    private static final long MEMORY_BYTES = 512L << 20;

    /** That go through it: what does not fit goes to disk. */
    private static final int OBJECTS = 120;

    private static final int ROUNDS = 40;
    private static final double GB = 1e9;

    private final byte[] value = new byte[OBJECT_BYTES];
    private final byte[] target = new byte[OBJECT_BYTES];
    private final Path folder;
    private long lastKey;

    private StoreRates(Path folder) {
        this.folder = folder;
        new Random(7).nextBytes(value);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("mobula-store-rates");
        var rates = new StoreRates(folder);
        System.out.println("GB/s of objects of 10 MB, minimum / median / maximum of " + TRIALS);
        rates.arena();
        rates.disk();
    }

    private CopyKey key(long number) {
        return new CopyKey(new RefKey(new ObjectId(number, number), ProcessId.driver(1), number), 0);
    }

    private CopyKey nextKey() {
        return key(++lastKey);
    }

    private ObjectStore open(Optional<SpillFiles> spill) throws Exception {
        var memory = ArenaMemory.open(
                Path.of("/dev/shm"), "bench-" + ProcessHandle.current().pid(), MEMORY_BYTES);
        return new ObjectStore(
                new StoreSettings(memory, spill, Duration.ofMinutes(5), () -> {}, (_, why) -> System.out.println(why)));
    }

    /** Put and freed again, so that pages are warm; read from memory into one array. */
    private void arena() throws Exception {
        var puts = new Trials();
        var copies = new Trials();
        var gets = new Trials();
        try (ObjectStore store = open(Optional.empty())) {
            for (int trial = -2; trial < TRIALS; trial++) { // the first two warm up
                copies.measure(trial, (long) ROUNDS * OBJECT_BYTES, () -> {
                    for (int i = 0; i < ROUNDS; i++) System.arraycopy(value, 0, target, 0, OBJECT_BYTES);
                });
                puts.measure(trial, (long) ROUNDS * OBJECT_BYTES, () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        CopyKey key = nextKey();
                        store.put(key, MemorySegment.ofArray(value), "put");
                        store.free(key);
                    }
                });
                CopyKey key = nextKey();
                store.put(key, MemorySegment.ofArray(value), "put");
                gets.measure(trial, (long) ROUNDS * OBJECT_BYTES, () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        try (Pin pin = store.pin(key).orElseThrow()) {
                            MemorySegment.ofArray(target).copyFrom(pin.bytes());
                        }
                    }
                });
                store.free(key);
            }
        }
        copies.print("copy in the heap", copies);
        puts.print("put, warm pages", copies);
        gets.print("get into an array", copies);
    }

    /** All that does not fit is written, then all is read back; beside it as many files of the same size, written and read by nothing but a channel. */
    private void disk() throws Exception {
        var rawWrites = new Trials();
        var rawReads = new Trials();
        var spills = new Trials();
        var reads = new Trials();
        for (int trial = -1; trial < TRIALS; trial++) {
            raw(trial, rawWrites, rawReads);
            var settings = SpillSettings.of(List.of(folder), "bench", Bytes.gibi(64));
            try (ObjectStore store = open(Optional.of(new SpillFiles(settings)))) {
                var keys = new ArrayList<CopyKey>();
                for (int i = 0; i < OBJECTS; i++) keys.add(nextKey());
                long began = System.nanoTime();
                for (CopyKey key : keys) store.put(key, MemorySegment.ofArray(value), "put");
                long nanos = System.nanoTime() - began;
                spills.add(trial, store.stats().spill().written(), nanos);
                long before = store.stats().spill().readBack();
                nanos = 0;
                for (CopyKey key : keys) {
                    try (Pin pin = store.pin(key).orElseThrow()) {
                        long loaded = store.stats().spill().readBack();
                        began = System.nanoTime();
                        long sink = pin.bytes().byteSize();
                        if (sink != OBJECT_BYTES) throw new IllegalStateException(sink + " bytes");
                        if (store.stats().spill().readBack() > loaded) nanos += System.nanoTime() - began;
                    }
                }
                reads.add(trial, store.stats().spill().readBack() - before, nanos);
            }
        }
        rawWrites.print("files written", rawWrites);
        spills.print("spilled, the puts' own copies included", rawWrites);
        rawReads.print("files read", rawReads);
        reads.print("read back and checked", rawReads);
    }

    private void raw(int trial, Trials writes, Trials reads) throws IOException {
        var files = new ArrayList<Path>();
        int count = OBJECTS - (int) (MEMORY_BYTES / OBJECT_BYTES);
        ByteBuffer bytes = ByteBuffer.allocateDirect(OBJECT_BYTES).put(value);
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve("raw-" + i);
            files.add(file);
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                bytes.clear();
                while (bytes.hasRemaining()) channel.write(bytes);
            }
        }
        writes.add(trial, (long) count * OBJECT_BYTES, System.nanoTime() - began);
        began = System.nanoTime();
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                bytes.clear();
                while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            }
        }
        reads.add(trial, (long) count * OBJECT_BYTES, System.nanoTime() - began);
        for (Path file : files) Files.delete(file);
    }

    /** Rates of one thing. */
    private static final class Trials {
        private final List<Double> rates = new ArrayList<>();

        void measure(int trial, long bytes, Runnable work) {
            long began = System.nanoTime();
            work.run();
            add(trial, bytes, System.nanoTime() - began);
        }

        void add(int trial, long bytes, long nanos) {
            if (trial >= 0) rates.add(bytes / (nanos / 1e9) / GB);
        }

        private double median() {
            return rates.stream().sorted().skip(rates.size() / 2).findFirst().orElseThrow();
        }

        void print(String name, Trials limit) {
            List<Double> sorted = rates.stream().sorted().toList();
            System.out.printf(
                    "%-42s %6.2f / %6.2f / %6.2f   %.2f of its limit%n",
                    name, sorted.getFirst(), median(), sorted.getLast(), median() / limit.median());
        }
    }
}
