package io.mobula.store;

import io.mobula.store.HeldObject.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** A store's objects, counted. Under the store's lock. */
final class Inventory {
    private Inventory() {}

    static List<StoredObject> sealed(Collection<StoredObject> objects) {
        return select(objects, object -> object.state == StoredObject.State.SEALED);
    }

    static long copyBytes(List<StoredObject> sealed) {
        return sealed.stream()
                .filter(object -> object.kind == CopyKind.COPY)
                .mapToLong(object -> object.block.orElseThrow().sizeBytes())
                .sum();
    }

    static StoreReport report(StoreStats stats, Shelves shelves, int waiting, List<HeldObject> top) {
        List<StoredObject> sealed = sealed(shelves.objects.values());
        return new StoreReport(
                shelves.memory.description(),
                stats,
                sum(sealed, object -> object.kind == CopyKind.PRIMARY),
                sum(sealed, object -> object.kind == CopyKind.COPY),
                sum(sealed, object -> object.pins > 0),
                sum(sealed, object -> object.block.isEmpty()),
                waiting,
                shelves.restored,
                shelves.lost,
                top);
    }

    private static StoreReport.Sum sum(List<StoredObject> sealed, Predicate<StoredObject> which) {
        return StoreReport.Sum.of(select(sealed, which));
    }

    private static List<StoredObject> select(Collection<StoredObject> objects, Predicate<StoredObject> which) {
        return objects.stream().filter(which).toList();
    }

    /** Those that take most memory, then those that take most disk. */
    static List<HeldObject> largest(Shelves shelves, int most) {
        long now = System.nanoTime();
        return shelves.objects.values().stream()
                .sorted(Comparator.comparing((StoredObject object) -> object.block.isEmpty())
                        .thenComparingLong(object -> -object.sizeBytes)
                        .thenComparing(object -> object.key))
                .limit(most)
                .map(object -> held(object, shelves.lending, now))
                .toList();
    }

    private static HeldObject held(StoredObject object, Lending lending, long nowNanos) {
        return new HeldObject(
                object.key,
                object.kind,
                place(object),
                object.sizeBytes,
                object.maker,
                Duration.ofNanos(nowNanos - object.sinceNanos),
                object.pins,
                pinnedBy(object, lending));
    }

    private static Place place(StoredObject object) {
        return switch (object.state) {
            case RESERVED -> Place.WRITING;
            case LOST -> Place.LOST;
            case SEALED, FREED ->
                object.file.isEmpty() ? Place.MEMORY : object.block.isEmpty() ? Place.DISK : Place.MEMORY_AND_DISK;
        };
    }

    private static String pinnedBy(StoredObject object, Lending lending) {
        var readers = new ArrayList<String>();
        int others = 0;
        for (var reader : lending.readers(object).entrySet()) {
            others += reader.getValue();
            readers.add(times(reader.getKey().toString(), reader.getValue()));
        }
        int spilling = object.spilling ? 1 : 0;
        int own = object.pins - others - spilling;
        if (own > 0) readers.addFirst(times("this process", own));
        if (spilling > 0) readers.add("its spilling");
        return String.join(", ", readers);
    }

    private static String times(String reader, int count) {
        return count == 1 ? reader : reader + " " + count + " times";
    }
}
