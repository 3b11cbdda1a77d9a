package io.mobula.wire.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import io.mobula.wire.value.sample.Samples;
import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings({"IdentityHashMapUsage", "JdkObsolete"}) // users do hold linked lists
class RandomGraphsPropertyTest {
    private static final int GRAPHS = 400;
    private final ValueCodec codec = new ValueCodec(RandomGraphsPropertyTest.class.getClassLoader());

    /** Builds values that share parts and, through mutable ones, go in circles. */
    private static final class Maker {
        private final Random random;
        private final List<Object> made = new ArrayList<>();
        private final List<Samples.Account> open = new ArrayList<>();

        Maker(long seed) {
            random = new Random(seed);
        }

        Object make(int depth) {
            if (!made.isEmpty() && random.nextInt(4) == 0) return made.get(random.nextInt(made.size()));
            if (!open.isEmpty() && random.nextInt(6) == 0)
                return new Samples.Box<>(open.get(random.nextInt(open.size())).history);
            Object value = depth == 0 ? leaf() : node(depth);
            made.add(value);
            return value;
        }

        private Object leaf() {
            return switch (random.nextInt(8)) {
                case 0 -> random.nextInt();
                case 1 -> "s" + random.nextInt(100);
                case 2 -> "long".repeat(30);
                case 3 -> random.ints(random.nextInt(2000)).toArray();
                case 4 -> new Samples.Point(random.nextInt(), "p", random.nextDouble());
                case 5 -> random.nextBoolean() ? Samples.Color.RED : Samples.Color.GREEN;
                case 6 -> java.time.Instant.ofEpochMilli(random.nextLong(1L << 40));
                default -> new byte[random.nextInt(9000)];
            };
        }

        private Object node(int depth) {
            int size = random.nextInt(5);
            return switch (random.nextInt(9)) {
                case 0 -> new Samples.Pair(make(depth - 1), make(depth - 1));
                case 1 -> fill(new ArrayList<>(), size, depth);
                case 2 -> fill(new LinkedList<>(), size, depth);
                case 3 -> fill(new ArrayDeque<>(), size, depth);
                case 4 -> {
                    Map<Object, Object> map = random.nextBoolean() ? new HashMap<>() : new LinkedHashMap<>();
                    for (int i = 0; i < size; i++) map.put("k" + i, make(depth - 1));
                    yield map;
                }
                case 5 -> fill(new ArrayList<>(), size, depth).toArray();
                case 6 -> {
                    Samples.Account account = new Samples.Account("a" + size, size);
                    account.history = random.doubles(size).toArray();
                    for (Samples.Account other : open) if (random.nextInt(3) == 0) account.friends.add(other);
                    open.add(account);
                    if (random.nextBoolean()) account.friends.add(open.get(random.nextInt(open.size())));
                    yield account;
                }
                case 7 -> List.copyOf(fill(new ArrayList<>(), size, depth));
                default ->
                    random.nextBoolean()
                            ? Optional.of(make(depth - 1))
                            : new AtomicReference<>(new Object[] {make(depth - 1)});
            };
        }

        private Collection<Object> fill(Collection<Object> into, int size, int depth) {
            for (int i = 0; i < size; i++) into.add(make(depth - 1));
            return into;
        }
    }

    /** Walks two graphs at once: same classes, same content, and the same objects met again at the same places. */
    private static final class Same {
        private final Map<Object, Object> pairs = new IdentityHashMap<>();

        void check(Object a, Object b) {
            if (a == null || b == null) {
                assertEquals(a, b);
                return;
            }
            assertEquals(a.getClass(), b.getClass());
            if (Isolation.isImmutable(a.getClass())) {
                assertEquals(a, b);
                return;
            }
            Object known = pairs.put(a, b);
            if (known != null) {
                assertEquals(System.identityHashCode(known), System.identityHashCode(b), "identity of " + a.getClass());
                return;
            }
            List<Object> partsA = parts(a);
            List<Object> partsB = parts(b);
            assertEquals(partsA.size(), partsB.size());
            for (int i = 0; i < partsA.size(); i++) check(partsA.get(i), partsB.get(i));
        }

        private static List<Object> parts(Object value) {
            List<Object> parts = new ArrayList<>();
            switch (value) {
                case Samples.Pair(Object left, Object right) -> {
                    parts.add(left);
                    parts.add(right);
                }
                case Samples.Box<?>(Object inside) -> parts.add(inside);
                case Collection<?> collection -> parts.addAll(collection);
                case Map<?, ?> map ->
                    new TreeMap<>(map).forEach((key, part) -> {
                        parts.add(key);
                        parts.add(part);
                    });
                case Optional<?> optional -> optional.ifPresent(parts::add);
                case AtomicReference<?> reference -> parts.add(reference.get());
                case Samples.Account account -> {
                    parts.add(account.owner);
                    parts.add(account.base());
                    parts.add(account.friends);
                    parts.add(account.history);
                }
                default -> {
                    for (int i = 0; i < Array.getLength(value); i++) parts.add(Array.get(value, i));
                }
            }
            return parts;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shapeIdentityAndContentSurvive(long seed) {
        for (int i = 0; i < GRAPHS; i++) {
            Object graph = new Maker(seed * GRAPHS + i).make(6);
            Encoded encoded = codec.encode(graph, RefsPort.NONE);
            Object there = codec.decode(encoded, RefsPort.NONE);
            new Same().check(graph, there);
            new Same().check(graph, Isolation.copy(graph));
        }
    }

    @Test
    void manyThreadsShareACodec() throws Exception {
        try (var pool = Executors.newFixedThreadPool(4)) {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> runs = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                long seed = t;
                runs.add(pool.submit(() -> {
                    start.await();
                    for (int i = 0; i < 100; i++) {
                        Object graph = new Maker(seed * 1000 + i).make(4);
                        new Same().check(graph, codec.decode(codec.encode(graph, RefsPort.NONE), RefsPort.NONE));
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> run : runs) run.get();
        }
    }

    @Test
    void copiesAreOthers() {
        int[] numbers = {1};
        assertNotSame(numbers, Isolation.copy(numbers));
    }
}
