package io.mobula.store;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** Transfers that wait for their turn: the smallest first, but the one that waited longest is passed over only so often. Guarded by {@link Transfers}. */
final class TransferQueue {
    /** Smaller ones that may start before the oldest. */
    static final int PASSED_OVER = 32;

    private record Place(long sizeBytes, long number) {}

    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::sizeBytes).thenComparingLong(Place::number);

    private final TreeMap<Place, Transfer> bySize = new TreeMap<>(ORDER);
    private final SequencedSet<Place> byAge = new LinkedHashSet<>();
    private long lastNumber;

    int size() {
        return bySize.size();
    }

    void add(Transfer transfer) {
        var place = new Place(transfer.sizeBytes, ++lastNumber);
        bySize.put(place, transfer);
        byAge.add(place);
    }

    /** The next, if it fits; it keeps its turn if it does not. */
    Optional<Transfer> takeIfFits(LongPredicate fits) {
        if (bySize.isEmpty()) return Optional.empty();
        Transfer oldest = bySize.get(byAge.getFirst());
        Place place = oldest.passedOver >= PASSED_OVER ? byAge.getFirst() : bySize.firstKey();
        if (!fits.test(place.sizeBytes)) return Optional.empty();
        Transfer taken = bySize.remove(place);
        byAge.remove(place);
        if (taken != oldest) oldest.passedOver++;
        return Optional.of(taken);
    }
}
