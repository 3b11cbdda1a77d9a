package io.mobula.train.collective;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;

/** The ranks that wait in this JVM, so that others of it reach them through memory. One for each loader of this class: code of another job, or of a strict executor, has its own. */
final class SameJvm {
    static final String ID = UUID.randomUUID().toString();

    private static final ConcurrentMap<String, BiConsumer<Integer, Lane>> WAITING = new ConcurrentHashMap<>();

    private SameJvm() {}

    static void await(String address, BiConsumer<Integer, Lane> arrival) {
        WAITING.put(address, arrival);
    }

    static void leave(String address) {
        WAITING.remove(address);
    }

    /** False if nobody waits there. */
    static boolean dial(String address, int rank, Lane lane) {
        BiConsumer<Integer, Lane> arrival = WAITING.get(address);
        if (arrival == null) return false;
        arrival.accept(rank, lane);
        return true;
    }
}
