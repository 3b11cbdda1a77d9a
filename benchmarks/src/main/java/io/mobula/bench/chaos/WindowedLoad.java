package io.mobula.bench.chaos;

import io.mobula.api.ObjectRef;
import io.mobula.api.error.MobulaException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Keeps so many at once under way, each with a result known beforehand. */
abstract class WindowedLoad<R> implements Load {
    private record Given<R>(long index, ObjectRef<R> ref) {}

    private volatile Optional<Given<R>> awaited = Optional.empty();

    private final String name;
    private final int atOnce;
    private final AtomicLong done = new AtomicLong();
    final Findings findings = new Findings();

    WindowedLoad(String name, int atOnce) {
        this.name = name;
        this.atOnce = atOnce;
    }

    abstract ObjectRef<R> give(long index);

    abstract R expected(long index);

    /** The cluster has said that this one is done. */
    void acknowledged(long index) {}

    @Override
    public void run(BooleanSupplier goesOn) {
        var open = new ArrayDeque<Given<R>>();
        for (long next = 0; goesOn.getAsBoolean(); ) {
            while (open.size() < atOnce) open.add(new Given<>(next, give(next++)));
            take(open.remove());
        }
        while (!open.isEmpty()) take(open.remove());
    }

    private void take(Given<R> given) {
        awaited = Optional.of(given);
        try {
            R result = given.ref().get();
            if (!Objects.equals(result, expected(given.index())))
                findings.add(name + " " + given.index() + " yielded " + result + " and not " + expected(given.index()));
            acknowledged(given.index());
        } catch (MobulaException failure) {
            findings.add(name + " " + given.index() + " failed: " + failure.getMessage());
        }
        done.incrementAndGet();
    }

    @Override
    public String standing() {
        return awaited.map(given -> name + " " + given.index() + ": " + given.ref().explain())
                .orElse(name + " has not begun");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long done() {
        return done.get();
    }

    @Override
    public List<String> violations() {
        return findings.list();
    }
}
