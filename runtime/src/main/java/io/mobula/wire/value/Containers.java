package io.mobula.wire.value;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The usual collections, by what they hold. */
@SuppressWarnings({"ReferenceEquality", "JdkObsolete"}) // identity is what is asked; users do hold linked lists
final class Containers {
    static final Form ARRAY_LIST = new Growing(Tag.ARRAY_LIST, ArrayList::new);
    static final Form LINKED_HASH_SET = new Growing(Tag.LINKED_HASH_SET, LinkedHashSet::newLinkedHashSet);
    static final Form LINKED_HASH_MAP = new Mapping(Tag.LINKED_HASH_MAP, LinkedHashMap::newLinkedHashMap);
    static final Form LIST_OF = new Fixed(Tag.LIST_OF, list -> ((List<?>) list).toArray(), Containers::listOf);
    static final Form ENTRY = new Fixed(
            Tag.ENTRY,
            entry -> new Object[] {((Map.Entry<?, ?>) entry).getKey(), ((Map.Entry<?, ?>) entry).getValue()},
            parts -> new SimpleImmutableEntry<>(parts[0], parts[1]));

    private static final Map<Class<?>, Form> EXACT = new HashMap<>();

    private Containers() {}

    static @Nullable Form exact(Class<?> type) {
        return EXACT.get(type);
    }

    static void register() {
        exact(Tag.ARRAY_LIST, ARRAY_LIST, new ArrayList<>());
        exact(Tag.LINKED_LIST, new Growing(Tag.LINKED_LIST, count -> new LinkedList<>()), new LinkedList<>());
        exact(Tag.ARRAY_DEQUE, new Growing(Tag.ARRAY_DEQUE, ArrayDeque::new), new ArrayDeque<>());
        exact(Tag.HASH_SET, new Growing(Tag.HASH_SET, HashSet::newHashSet), new HashSet<>());
        exact(Tag.LINKED_HASH_SET, LINKED_HASH_SET, new LinkedHashSet<>());
        exact(Tag.TREE_SET, new SortedGrowing(), new TreeSet<>());
        exact(Tag.HASH_MAP, new Mapping(Tag.HASH_MAP, HashMap::newHashMap), new HashMap<>());
        exact(Tag.LINKED_HASH_MAP, LINKED_HASH_MAP, new LinkedHashMap<>());
        exact(Tag.TREE_MAP, new SortedMapping(), new TreeMap<>());
        exact(
                Tag.CONCURRENT_HASH_MAP,
                new Mapping(Tag.CONCURRENT_HASH_MAP, ConcurrentHashMap::new),
                new ConcurrentHashMap<>());
        exact(Tag.FIXED_LIST, new Settable(), Arrays.asList(1));
        exact(Tag.LIST_OF, LIST_OF, List.of(), List.of(1));
        exact(Tag.SET_OF, new Fixed(Tag.SET_OF, set -> ((Set<?>) set).toArray(), Set::of), Set.of(), Set.of(1));
        exact(Tag.MAP_OF, new Fixed(Tag.MAP_OF, Containers::flat, Containers::mapOf), Map.of(), Map.of(1, 1));
        exact(
                Tag.OPTIONAL,
                new Fixed(
                        Tag.OPTIONAL,
                        o -> ((Optional<?>) o).stream().toArray(),
                        p -> p.length == 0 ? Optional.empty() : Optional.of(p[0])),
                Optional.empty());
        exact(Tag.ENTRY, ENTRY, Map.entry(1, 1));
    }

    /** Some of these classes have no public name. */
    private static void exact(int tag, Form form, Object... samples) {
        Forms.register(tag, form);
        for (Object sample : samples) EXACT.put(sample.getClass(), form);
    }

    /** A list of {@code Stream.toList} may hold nulls. */
    private static Object listOf(@Nullable Object[] parts) {
        for (Object part : parts) if (part == null) return Arrays.stream(parts).toList();
        return List.of(parts);
    }

    private static @Nullable Object[] flat(Object map) {
        List<@Nullable Object> flat = new ArrayList<>();
        ((Map<?, ?>) map).forEach((key, value) -> {
            flat.add(key);
            flat.add(value);
        });
        return flat.toArray();
    }

    private static Object mapOf(@Nullable Object[] parts) {
        Map.Entry<?, ?>[] entries = new Map.Entry<?, ?>[parts.length / 2];
        for (int i = 0; i < entries.length; i++) entries[i] = Map.entry(parts[2 * i], parts[2 * i + 1]);
        return Map.ofEntries(entries);
    }

    /** A step into a map: by its key if that says something. */
    static String key(@Nullable Object key) {
        return switch (key) {
            case String text -> "[\"" + text + "\"]";
            case Number number -> "[" + number + "]";
            case Enum<?> constant -> "[" + constant.name() + "]";
            case null, default -> "[…]";
        };
    }

    static void writeAll(Encoder out, @Nullable Object[] parts) {
        out.sink.count(parts.length);
        int i = 0;
        try {
            for (; i < parts.length; i++) out.write(parts[i]);
        } catch (Unshippable refusal) {
            throw refusal.element(i);
        }
    }

    /** Made empty, then filled: may contain itself. */
    private static class Growing extends Form {
        private final int tag;
        private final IntFunction<Collection<@Nullable Object>> make;

        Growing(int tag, IntFunction<Collection<@Nullable Object>> make) {
            this.tag = tag;
            this.make = make;
        }

        @Override
        void write(Encoder out, Object value) {
            if (!out.begin(value, tag)) return;
            writeHead(out, value);
            writeAll(out, ((Collection<?>) value).toArray());
        }

        void writeHead(Encoder out, Object value) {}

        Collection<@Nullable Object> readHead(Decoder in, int count) {
            return make.apply(count);
        }

        Collection<@Nullable Object> emptyLike(Copier copier, Object value) {
            return make.apply(((Collection<?>) value).size());
        }

        @Override
        final Object read(Decoder in, int handle) {
            Collection<@Nullable Object> value = readHead(in, 0);
            int count = in.source.count(1);
            if (value instanceof ArrayList<?> list) list.ensureCapacity(count);
            in.bind(handle, value);
            for (int i = 0; i < count; i++) value.add(in.read());
            return value;
        }

        @Override
        final Object copy(Copier copier, Object value) {
            Collection<@Nullable Object> copy = emptyLike(copier, value);
            copier.bind(value, copy);
            Object[] parts = copier.copyAll(((Collection<?>) value).toArray());
            for (Object part : parts) copy.add(part);
            return copy;
        }
    }

    private static final class SortedGrowing extends Growing {
        SortedGrowing() {
            super(Tag.TREE_SET, count -> new TreeSet<>());
        }

        @Override
        void writeHead(Encoder out, Object value) {
            writeComparator(out, ((SortedSet<?>) value).comparator());
        }

        @Override
        Collection<@Nullable Object> readHead(Decoder in, int count) {
            return new TreeSet<>(comparator(in.read()));
        }

        @Override
        Collection<@Nullable Object> emptyLike(Copier copier, Object value) {
            return new TreeSet<>(comparator(copier.copy(((SortedSet<?>) value).comparator())));
        }
    }

    private static void writeComparator(Encoder out, @Nullable Comparator<?> comparator) {
        try {
            out.write(comparator);
        } catch (Unshippable refusal) {
            throw refusal.step(".comparator()");
        }
    }

    @SuppressWarnings("unchecked") // it compared these elements where they come from
    private static @Nullable Comparator<Object> comparator(@Nullable Object value) {
        return (Comparator<Object>) value;
    }

    private static class Mapping extends Form {
        private final int tag;
        private final IntFunction<Map<@Nullable Object, @Nullable Object>> make;

        Mapping(int tag, IntFunction<Map<@Nullable Object, @Nullable Object>> make) {
            this.tag = tag;
            this.make = make;
        }

        void writeHead(Encoder out, Object value) {}

        Map<@Nullable Object, @Nullable Object> readHead(Decoder in, int count) {
            return make.apply(count);
        }

        Map<@Nullable Object, @Nullable Object> emptyLike(Copier copier, Object value) {
            return make.apply(((Map<?, ?>) value).size());
        }

        /** One that others may write to is taken as it is at one moment. */
        private static Map<?, ?> settled(Object value) {
            return value instanceof ConcurrentHashMap<?, ?> shared ? new HashMap<>(shared) : (Map<?, ?>) value;
        }

        @Override
        final void write(Encoder out, Object value) {
            if (!out.begin(value, tag)) return;
            writeHead(out, value);
            Map<?, ?> map = settled(value);
            out.sink.count(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object key = entry.getKey();
                try {
                    out.write(key);
                } catch (Unshippable refusal) {
                    throw refusal.step(".keys");
                }
                try {
                    out.write(entry.getValue());
                } catch (Unshippable refusal) {
                    throw refusal.step(key(key));
                }
            }
        }

        @Override
        final Object read(Decoder in, int handle) {
            Map<@Nullable Object, @Nullable Object> value = readHead(in, 0);
            int count = in.source.count(2);
            if (value.getClass() == HashMap.class) value = HashMap.newHashMap(count);
            in.bind(handle, value);
            for (int i = 0; i < count; i++) value.put(in.read(), in.read());
            return value;
        }

        @Override
        final Object copy(Copier copier, Object value) {
            Map<@Nullable Object, @Nullable Object> copy = emptyLike(copier, value);
            copier.bind(value, copy);
            for (Map.Entry<?, ?> entry : settled(value).entrySet()) {
                Object key = entry.getKey();
                try {
                    copy.put(copier.copy(key), copier.copy(entry.getValue()));
                } catch (Unshippable refusal) {
                    throw refusal.step(key(key));
                }
            }
            return copy;
        }
    }

    private static final class SortedMapping extends Mapping {
        SortedMapping() {
            super(Tag.TREE_MAP, count -> new TreeMap<>());
        }

        @Override
        void writeHead(Encoder out, Object value) {
            writeComparator(out, ((SortedMap<?, ?>) value).comparator());
        }

        @Override
        Map<@Nullable Object, @Nullable Object> readHead(Decoder in, int count) {
            return new TreeMap<>(comparator(in.read()));
        }

        @Override
        Map<@Nullable Object, @Nullable Object> emptyLike(Copier copier, Object value) {
            return new TreeMap<>(comparator(copier.copy(((SortedMap<?, ?>) value).comparator())));
        }
    }

    /** {@code Arrays.asList}: of fixed size, yet its elements can be set. */
    private static final class Settable extends Form {
        @Override
        void write(Encoder out, Object value) {
            if (out.begin(value, Tag.FIXED_LIST)) writeAll(out, ((List<?>) value).toArray());
        }

        @Override
        Object read(Decoder in, int handle) {
            Object[] parts = new Object[in.source.count(1)];
            List<Object> value = Arrays.asList(parts);
            in.bind(handle, value);
            for (int i = 0; i < parts.length; i++) parts[i] = in.read();
            return value;
        }

        @Override
        Object copy(Copier copier, Object value) {
            Object[] parts = ((List<?>) value).toArray();
            List<Object> copy = Arrays.asList(new Object[parts.length]);
            copier.bind(value, copy);
            Object[] copies = copier.copyAll(parts);
            for (int i = 0; i < copies.length; i++) copy.set(i, copies[i]);
            return copy;
        }
    }

    /** Made whole of its parts, and shared by copies if those are. */
    private static final class Fixed extends Form {
        private final int tag;
        private final Function<Object, @Nullable Object[]> parts;
        private final Function<@Nullable Object[], Object> make;

        Fixed(int tag, Function<Object, @Nullable Object[]> parts, Function<@Nullable Object[], Object> make) {
            this.tag = tag;
            this.parts = parts;
            this.make = make;
        }

        @Override
        void write(Encoder out, Object value) {
            if (!out.beginWhole(value, tag)) return;
            writeAll(out, parts.apply(value));
            out.endWhole();
        }

        @Override
        Object read(Decoder in, int handle) {
            Object[] values = new Object[in.source.count(1)];
            for (int i = 0; i < values.length; i++) values[i] = in.read();
            return make.apply(values);
        }

        @Override
        Object copy(Copier copier, Object value) {
            Object[] before = parts.apply(value);
            Object[] after = copier.copyAll(before);
            return after == before ? value : make.apply(after);
        }
    }
}
