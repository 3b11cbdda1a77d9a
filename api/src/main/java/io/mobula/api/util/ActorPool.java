package io.mobula.api.util;

import io.mobula.api.ActorBuilder;
import io.mobula.api.ActorFactory;
import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some actors of one kind that share a stream of work: each holds something costly to make, a model or a connection, and does one item after the other.
 *
 * {@snippet :
 * try (ActorPool<Model> models = ActorPool.start(mobula, mobula.actor().cpus(1), 4, Model::load)) {
 *   for (String label : models.map(images, Model::label)) System.out.println(label);
 * }
 * }
 *
 * <p>Items are taken from their source when an actor has room, so the source may be longer than memory. An actor that is gone is replaced by a new one, and its items are given to others.
 *
 * <p>Delivery: at least once: an item whose actor died may have been done, and is done again, three times at most.
 *
 * <p>Failure: what an item failed with is thrown by {@code next} in its place; the pass may go on after it.
 *
 * <p>Thread safety: the pool may be used by any thread; of one pass, by one at a time.
 *
 * @param <A> the actors' class
 */
public final class ActorPool<A> implements AutoCloseable {
    /** One on its way and one being done. */
    private static final int DEFAULT_IN_FLIGHT = 2;

    /** An actor's place: the actor may be replaced. */
    static final class Seat<A> {
        private ActorHandle<A> handle;
        private int open;

        private Seat(ActorHandle<A> handle) {
            this.handle = handle;
        }
    }

    private final Mobula mobula;
    private final ActorBuilder options;
    private final ActorFactory<? extends A> factory;
    private final int inFlight;
    /** Guarded by itself, with all that is in it. */
    private final List<Seat<A>> seats;

    private ActorPool(
            Mobula mobula, ActorBuilder options, ActorFactory<? extends A> factory, int inFlight, List<Seat<A>> seats) {
        this.mobula = mobula;
        this.options = options;
        this.factory = factory;
        this.inFlight = inFlight;
        this.seats = seats;
    }

    /** Starts so many actors with these options, which may not name them; returns at once. */
    public static <A> ActorPool<A> start(
            Mobula mobula, ActorBuilder options, int actors, ActorFactory<? extends A> factory) {
        if (actors < 1) throw new IllegalArgumentException("a pool has at least one actor, not " + actors);
        var seats = new ArrayList<Seat<A>>(actors);
        for (int i = 0; i < actors; i++) seats.add(new Seat<>(options.start(factory)));
        return new ActorPool<>(mobula, options, factory, DEFAULT_IN_FLIGHT, seats);
    }

    /** The same actors, each with up to so many items at once: those it does and those that wait at it. Default: 2. */
    public ActorPool<A> inFlight(int itemsPerActor) {
        if (itemsPerActor < 1)
            throw new IllegalArgumentException("an actor has at least one item, not " + itemsPerActor);
        return new ActorPool<>(mobula, options, factory, itemsPerActor, seats);
    }

    /** The results in the order of the items. One pass for each call of {@code iterator}. */
    public <T, R extends @Nullable Object> Iterable<R> map(
            Iterable<? extends T> items, PoolCall<? super A, ? super T, ? extends R> call) {
        return () -> pass(items.iterator(), call, PoolPass.Order.OF_ITEMS);
    }

    /** The results as they come. One pass for each call of {@code iterator}. */
    public <T, R extends @Nullable Object> Iterable<R> mapUnordered(
            Iterable<? extends T> items, PoolCall<? super A, ? super T, ? extends R> call) {
        return () -> pass(items.iterator(), call, PoolPass.Order.OF_RESULTS);
    }

    private <T, R extends @Nullable Object> Iterator<R> pass(
            Iterator<? extends T> items, PoolCall<? super A, ? super T, ? extends R> call, PoolPass.Order order) {
        return new PoolPass<A, T, R>(this, items, call, order);
    }

    Mobula mobula() {
        return mobula;
    }

    int room() {
        synchronized (seats) {
            if (seats.isEmpty()) throw new IllegalStateException("This pool was closed. Map before close()");
            return seats.size() * inFlight;
        }
    }

    /** An actor with the fewest items. */
    Seat<A> take() {
        synchronized (seats) {
            if (seats.isEmpty()) throw new IllegalStateException("This pool was closed. Map before close()");
            Seat<A> best = seats.getFirst();
            for (Seat<A> seat : seats) if (seat.open < best.open) best = seat;
            best.open++;
            return best;
        }
    }

    ActorHandle<A> handle(Seat<A> seat) {
        synchronized (seats) {
            return seat.handle;
        }
    }

    void give(Seat<A> seat) {
        synchronized (seats) {
            seat.open--;
        }
    }

    /** The first to find it gone has it replaced. */
    void replace(Seat<A> seat, ActorHandle<A> gone) {
        synchronized (seats) {
            if (seats.contains(seat) && seat.handle.equals(gone)) seat.handle = options.start(factory);
        }
    }

    /** Ends the actors after the items they have. */
    @Override
    public void close() {
        synchronized (seats) {
            seats.forEach(seat -> seat.handle.stop());
            seats.clear();
        }
    }
}
