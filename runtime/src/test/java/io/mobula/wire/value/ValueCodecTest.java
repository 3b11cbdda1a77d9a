package io.mobula.wire.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Fn;
import io.mobula.api.Task;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.ValueException;
import io.mobula.api.spi.Body;
import io.mobula.wire.value.sample.Samples;
import io.mobula.wire.value.sample.Samples.Account;
import io.mobula.wire.value.sample.Samples.Color;
import io.mobula.wire.value.sample.Samples.Pair;
import io.mobula.wire.value.sample.Samples.Point;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("JdkObsolete") // users do hold such
class ValueCodecTest {
    private final ValueCodec codec = new ValueCodec(ValueCodecTest.class.getClassLoader());

    @SuppressWarnings("unchecked")
    private <T> T there(T value) {
        return (T) codec.decode(codec.encode(value, RefsPort.NONE), RefsPort.NONE);
    }

    static Stream<Object> comparable() {
        List<Integer> numbers = new ArrayList<>(List.of(3, 1, 2));
        Map<String, Integer> map = new HashMap<>(Map.of("a", 1, "b", 2));
        return Stream.of(
                "",
                "plain",
                "grün",
                "€uro",
                "\ud800 alone",
                "x".repeat(5000),
                "€".repeat(500),
                true,
                (byte) -1,
                (short) -2,
                'ß',
                1,
                -1L,
                1.5f,
                Double.NaN,
                Color.RED,
                Color.GREEN,
                DayOfWeek.MONDAY,
                TimeUnit.DAYS,
                int.class,
                String.class,
                int[][].class,
                Point.class,
                BigInteger.TWO.pow(200).negate(),
                new BigDecimal("-12.3400"),
                new UUID(1, 2),
                URI.create("http://a/b?c#d"),
                Locale.GERMANY,
                Path.of("/tmp/x"),
                StandardCharsets.UTF_8,
                Instant.MAX,
                Instant.now(),
                Duration.ofNanos(-5),
                LocalDate.MIN,
                LocalTime.MAX,
                LocalDateTime.MAX,
                OffsetDateTime.of(LocalDateTime.MIN, ZoneOffset.ofHours(2)),
                OffsetTime.of(LocalTime.NOON, ZoneOffset.UTC),
                ZonedDateTime.of(2024, 10, 27, 2, 30, 0, 0, ZoneId.of("Europe/Berlin"))
                        .withLaterOffsetAtOverlap(),
                ZoneId.of("Europe/Berlin"),
                ZoneOffset.ofHours(3),
                Period.of(1, -2, 3),
                Year.of(2024),
                YearMonth.of(2024, 2),
                MonthDay.of(2, 29),
                Currency.getInstance("EUR"),
                OptionalInt.of(3),
                OptionalLong.empty(),
                OptionalDouble.of(1),
                Optional.empty(),
                Optional.of("x"),
                new Point(1, "p", 2.5),
                new Samples.All(true, (byte) 1, (short) 2, 'c', 4, 5, 6, 7, null, "t"),
                new Samples.Line(new Point(1, "a", 1), null, Color.GREEN),
                new Samples.Tree(new Samples.Tree(null, null), null),
                new Samples.Box<>(List.of(new Point(1, "a", 2))),
                new Samples.Replaced("r"),
                numbers,
                new LinkedList<>(numbers),
                Arrays.asList(1, null, 2),
                List.of(),
                List.of(1),
                List.of(1, 2, 3),
                Stream.of(1, null).toList(),
                numbers.subList(1, 3),
                List.of(1, 2, 3, 4).subList(1, 3),
                numbers.reversed(),
                new Vector<>(numbers),
                new CopyOnWriteArrayList<>(numbers),
                Collections.unmodifiableList(numbers),
                Collections.emptyList(),
                Collections.singletonList(1),
                Collections.nCopies(3, "x"),
                Collections.synchronizedList(new ArrayList<>(numbers)),
                Set.of(),
                Set.of(1),
                Set.of(1, 2, 3),
                new HashSet<>(numbers),
                new LinkedHashSet<>(numbers),
                new TreeSet<>(numbers),
                EnumSet.of(Color.GREEN),
                Collections.unmodifiableSet(new HashSet<>(numbers)),
                map.keySet(),
                map.entrySet(),
                Map.of(),
                Map.of("a", 1),
                Map.of("a", 1, "b", List.of(2)),
                map,
                new LinkedHashMap<>(map),
                new TreeMap<>(map),
                new ConcurrentHashMap<>(map),
                new ConcurrentSkipListMap<>(map),
                Collections.unmodifiableMap(map),
                new EnumMap<>(Map.of(Color.RED, "r")),
                new TreeMap<>(map).headMap("b"),
                new TreeMap<>(map).descendingMap(),
                Map.entry("k", 1),
                map.entrySet().iterator().next(),
                new Properties(),
                BitSet.valueOf(new long[] {5, 9}));
    }

    @ParameterizedTest
    @MethodSource("comparable")
    void equalThereAndCopied(Object value) {
        assertEquals(value, there(value));
        assertEquals(value, Isolation.copy(value));
        assertEquals(List.of(value, value), there(new ArrayList<>(List.of(value, value))));
    }

    @Test
    void arraysKeepTypeAndContent() {
        for (Object array : List.of(
                new byte[] {1, -1},
                new boolean[] {true, false},
                new short[] {1},
                new char[] {'€'},
                new int[] {1, -2},
                new long[] {Long.MIN_VALUE},
                new float[] {Float.NaN, 1},
                new double[2000],
                new int[0],
                new boolean[9000],
                new String[] {"a", null},
                new int[][] {{1}, null, {}},
                new Point[2],
                new Object[] {new int[] {1}, "x"})) {
            Object there = there(array);
            assertSame(array.getClass(), there.getClass());
            assertTrue(Arrays.deepEquals(new Object[] {array}, new Object[] {there}));
            Object copy = Isolation.copy(array);
            assertNotSame(array, copy);
            assertTrue(Arrays.deepEquals(new Object[] {array}, new Object[] {copy}));
        }
    }

    @Test
    void buffersKeepWhatRemainsAndTheirKind() {
        ByteBuffer direct = ByteBuffer.allocateDirect(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(1)
                .putInt(2)
                .position(4);
        ByteBuffer there = there(direct);
        assertTrue(there.isDirect());
        assertEquals(ByteOrder.LITTLE_ENDIAN, there.order());
        assertEquals(2, there.getInt(0));
        assertEquals(4, direct.position());
        ByteBuffer readOnly = there(ByteBuffer.wrap(new byte[] {1, 2, 3}).asReadOnlyBuffer());
        assertTrue(readOnly.isReadOnly());
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3}), readOnly);
        FloatBuffer floats = ByteBuffer.allocateDirect(16).asFloatBuffer().put(0, new float[] {1, 2, 3, 4});
        assertEquals(floats, there(floats));
        assertTrue(there(floats).isDirect());
        assertEquals(FloatBuffer.wrap(new float[] {1}), Isolation.copy(FloatBuffer.wrap(new float[] {1})));
    }

    @Test
    void jdkClassesWithoutEqualsKeepTheirState() {
        assertEquals("a+", there(Pattern.compile("a+")).pattern());
        assertEquals("sb", there(new StringBuilder("sb")).toString());
        assertEquals(5, there(new AtomicLong(5)).get());
        assertEquals(6, there(new AtomicInteger(6)).get());
        assertEquals(
                new Point(1, "a", 2),
                there(new AtomicReference<>(new Point(1, "a", 2))).get());
        assertEquals(Path.of("/a"), there(new AtomicReference<>(Path.of("/a"))).get());
        assertEquals(5000, there(new AtomicReference<>(new int[5000])).get().length);
        Random random = new Random(42);
        assertEquals(random.nextLong(), there(new Random(42)).nextLong());
        assertArrayEquals(
                new Integer[] {1, 2, 3},
                there(new ArrayDeque<>(List.of(1, 2, 3))).toArray());
        PriorityQueue<String> queue =
                new PriorityQueue<>((Comparator<String> & java.io.Serializable) (a, b) -> b.compareTo(a));
        queue.addAll(List.of("a", "c", "b"));
        assertEquals("c", there(queue).poll());
        TreeMap<String, Integer> reversed = new TreeMap<>(Comparator.reverseOrder());
        reversed.putAll(Map.of("a", 1, "b", 2));
        assertEquals("b", there(reversed).firstKey());
        var byKey = new TreeSet<Map.Entry<String, Integer>>(Map.Entry.comparingByKey());
        byKey.add(Map.entry("k", 1));
        assertEquals(Map.entry("k", 1), there(byKey).first());
    }

    @Test
    void userObjectsKeepIdentityAndCycles() {
        Account ann = new Account("ann", 1);
        Account bob = new Account("bob", 2);
        ann.friends.add(bob);
        bob.friends.add(ann);
        bob.friends.add(bob);
        ann.best = Optional.of(bob);
        ann.history = new double[] {1, 2};
        for (Account there : List.of(there(ann), (Account) Isolation.copy(ann))) {
            Account friend = there.friends.getFirst();
            assertEquals("ann", there.owner);
            assertEquals(1, there.base());
            assertEquals("bob", friend.owner);
            assertSame(there, friend.friends.get(0));
            assertSame(friend, friend.friends.get(1));
            assertSame(friend, there.best.orElseThrow());
            assertArrayEquals(ann.history, there.history);
            assertEquals(0, there.cache);
            assertNotSame(bob, friend);
        }
    }

    @Test
    void sharedPartsStaySharedInEveryKindOfContainer() {
        int[] shared = {1};
        Object[] there = there(new Object[] {
            shared,
            new Pair(shared, List.of(shared)),
            Map.of("k", shared),
            new ArrayList<>(List.of(shared)),
            new Samples.Spoken(shared),
            new AtomicReference<>(shared)
        });
        int[] one = (int[]) there[0];
        assertSame(one, ((Pair) there[1]).left());
        assertSame(one, ((List<?>) ((Pair) there[1]).right()).getFirst());
        assertSame(one, ((Map<?, ?>) there[2]).get("k"));
        assertSame(one, ((List<?>) there[3]).getFirst());
        assertSame(one, ((Samples.Spoken) there[4]).parts[0]);
        assertSame(one, ((AtomicReference<?>) there[5]).get());
    }

    @Test
    void sharedSubtreesAreWrittenOnce() {
        Samples.Tree tree = new Samples.Tree(null, null);
        for (int i = 0; i < 60; i++) tree = new Samples.Tree(tree, tree);
        Samples.Tree there = there(tree);
        assertSame(there.left(), there.right());
        Samples.Tree same = tree;
        assertSame(same, Isolation.copy(same));
    }

    @Test
    void listsAndMapsMayContainThemselves() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        List<Object> there = there(list);
        assertSame(there, there.getFirst());
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        Map<String, Object> copy = there(map);
        assertSame(copy, copy.get("self"));
    }

    @Test
    void recordWithinItselfIsRefused() {
        List<Object> list = new ArrayList<>();
        Pair pair = new Pair(list, null);
        list.add(pair);
        assertEquals(
                ErrorCode.VALUE_UNSHIPPABLE,
                assertThrows(ValueException.class, () -> there(pair)).code());
        assertEquals(
                ErrorCode.VALUE_UNSHIPPABLE,
                assertThrows(ValueException.class, () -> Isolation.copy(pair)).code());
        assertInstanceOf(Pair.class, there(list).getFirst());
    }

    @Test
    void exceptionsKeepMessageStackCauseSuppressedAndFields() {
        Exception cause = new IllegalStateException("deep");
        Samples.OutOfStock error = new Samples.OutOfStock("none left", 3, cause);
        error.addSuppressed(new RuntimeException("back", error));
        for (Samples.OutOfStock there :
                List.of(there(error), (Samples.OutOfStock) assertNotNullValue(Isolation.copy(error)))) {
            assertEquals("none left", there.getMessage());
            assertEquals(3, there.missing);
            assertEquals(3, there.notSerializable.base());
            assertEquals("deep", there.getCause().getMessage());
            assertArrayEquals(error.getStackTrace(), there.getStackTrace());
            assertSame(there, there.getSuppressed()[0].getCause());
        }
    }

    private static Object assertNotNullValue(Object value) {
        assertNotNull(value);
        return value;
    }

    @Test
    void classesThatSpeakForThemselvesAreHeard() {
        Samples.Spoken there = there(new Samples.Spoken("a", new Account("x", 1)));
        assertEquals("a", there.parts[0]);
        assertEquals("x", ((Account) there.parts[1]).owner);
        Samples.Bag bag = new Samples.Bag();
        bag.label = "mine";
        bag.add(new Account("y", 2));
        Samples.Bag bagThere = there(bag);
        assertEquals("mine", bagThere.label);
        assertEquals("y", ((Account) bagThere.getFirst()).owner);
    }

    @Test
    void lambdasAreLambdasAgain() throws Exception {
        Task<String> task = there(Samples.task("n", new int[] {4, 5}));
        assertEquals("n24", task.call());
        assertEquals("n", Body.of(task).captured()[0]);
        Fn<Integer, Integer> twice = there(Samples.twice(Samples.adder(3)));
        assertEquals(7, twice.apply(1));
        assertEquals(7, there(twice).apply(1));
        int[] numbers = {4};
        @SuppressWarnings("unchecked")
        Task<String> copy = (Task<String>) Isolation.copy(Samples.task("n", numbers));
        numbers[0] = 9;
        assertNotNull(copy);
        assertEquals("n14", copy.call());
        Fn<Integer, Integer> adder = Samples.adder(1);
        assertSame(adder, Isolation.copy(adder));
    }

    @Test
    void bodiesCapturesAreIsolated() throws Throwable {
        int[] numbers = {4};
        Body copy = Isolation.copy(Body.of(Samples.task("n", numbers)));
        numbers[0] = 9;
        assertEquals("n14", copy.invoke());
        Body immutable = Body.of(Samples.adder(1));
        assertSame(immutable, Isolation.copy(immutable));
    }

    @Test
    void refsAreListedOnceInOrderAndResolved() {
        KeyedRef.Port port = new KeyedRef.Port();
        KeyedRef<String> one = KeyedRef.number(1);
        KeyedRef<String> two = KeyedRef.number(2);
        Encoded encoded = codec.encode(List.of(two, new Pair(one, two), new Samples.Spoken(one)), port);
        assertEquals(List.of(two.key(), one.key()), encoded.refs());
        List<?> there = (List<?>) codec.decode(encoded, port);
        assertNotNull(there);
        assertEquals(two, there.get(0));
        assertEquals(new Pair(one, two), there.get(1));
        assertSame(there.get(0), ((Pair) there.get(1)).right());
        assertEquals(
                ErrorCode.REF_OUTSIDE_MESSAGE,
                assertThrows(ValueException.class, () -> there(new Pair(1, one)))
                        .code());
        assertSame(one, Isolation.copy(one));
    }

    @Test
    void capturedSessionBecomesTheOneThere() {
        KeyedRef.Port port = new KeyedRef.Port();
        assertSame(port.session, codec.decode(codec.encode(KeyedRef.session(), port), port));
        assertEquals(
                ErrorCode.REF_OUTSIDE_MESSAGE,
                assertThrows(ValueException.class, () -> there(KeyedRef.session()))
                        .code());
    }

    @Test
    void capturedValuesTravelTogether() {
        int[] shared = {1};
        Object[] there = codec.decodeAll(
                codec.encodeAll(new Object[] {shared, null, shared, "x"}, RefsPort.NONE), RefsPort.NONE);
        assertEquals(4, there.length);
        assertSame(there[0], there[2]);
        assertNull(there[1]);
        assertEquals("x", there[3]);
    }

    @Test
    void viewsBecomeTheirContent() {
        Object view = new ArrayList<>(List.of(1, 2)).subList(0, 1);
        assertEquals(ArrayList.class, there(view).getClass());
        Object fixed = List.of(1, 2, 3, 4).subList(0, 3);
        assertEquals(List.of(1, 2, 3).getClass(), there(fixed).getClass());
    }
}
