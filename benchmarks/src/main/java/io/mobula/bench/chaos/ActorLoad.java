package io.mobula.bench.chaos;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Retry;
import io.mobula.api.error.ActorException;

/** Actors that live for three calls, and are stopped. */
final class ActorLoad extends WindowedLoad<Long> {
    static final class Adder {
        private long sum;

        long add(long amount) {
            return sum += amount;
        }
    }

    /** An actor that may not be restarted dies with its node, and takes what it had counted with it. */
    private static final Retry AGAIN = Retry.times(30).on(ActorException.class);

    private final Mobula mobula;

    ActorLoad(Mobula mobula) {
        super("short actors", 6);
        this.mobula = mobula;
    }

    @Override
    ObjectRef<Long> give(long index) {
        return mobula.task().retry(AGAIN).submit(() -> threeCalls(Mobula.current(), index));
    }

    private static long threeCalls(Mobula session, long index) {
        var adder = session.actor().maxRestarts(0).start(Adder::new);
        for (int i = 1; i < 3; i++) adder.run(it -> it.add(index));
        long sum = adder.call(it -> it.add(index)).get();
        adder.stop().get();
        return sum;
    }

    @Override
    Long expected(long index) {
        return 3 * index;
    }
}
