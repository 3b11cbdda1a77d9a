package io.mobula.store;

import io.mobula.core.id.ProcessId;
import io.mobula.core.store.PinTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objects that other processes of the machine read in place. Guarded by the store's lock. */
final class Lending {
    private final PinTable<Long> pins = new PinTable<>();
    private final Map<Long, StoredObject> objects = new HashMap<>();
    private final Map<StoredObject, Long> numbers = new HashMap<>();
    private long lastNumber;

    /** What the reader gives back by. */
    long lend(StoredObject object, ProcessId reader) {
        long number = numbers.computeIfAbsent(object, _ -> ++lastNumber);
        objects.put(number, object);
        pins.pin(reader, number);
        return number;
    }

    /** The object, if the reader had it. */
    Optional<StoredObject> returned(long number, ProcessId reader) {
        if (!pins.unpin(reader, number)) return Optional.empty();
        StoredObject object = objects.get(number);
        forgetUnread(number);
        return Optional.of(object);
    }

    /** The objects of a reader that has ended, each as often as it had it. */
    List<StoredObject> ended(ProcessId reader) {
        var freed = new ArrayList<StoredObject>();
        pins.ended(reader).forEach((number, count) -> {
            for (int i = 0; i < count; i++) freed.add(objects.get(number));
            forgetUnread(number);
        });
        return freed;
    }

    Map<ProcessId, Integer> readers(StoredObject object) {
        Long number = numbers.get(object);
        return number == null ? Map.of() : pins.on(number);
    }

    private void forgetUnread(long number) {
        if (!pins.on(number).isEmpty()) return;
        numbers.remove(objects.remove(number));
    }
}
