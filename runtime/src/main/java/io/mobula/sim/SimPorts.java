package io.mobula.sim;

import io.mobula.core.process.Port;
import io.mobula.core.process.Ports;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** One process's ports: each first-in-first-out, which one goes next chosen by the seed, as threads would. */
final class SimPorts implements Ports {
    private record SimPort<E>(Consumer<E> handler, ArrayDeque<E> events) implements Port<E> {
        @Override
        public void accept(E event) {
            events.add(event);
        }

        void step() {
            handler.accept(events.remove());
        }
    }

    private final List<SimPort<?>> ports = new ArrayList<>();
    private final SplittableRandom random;

    SimPorts(SplittableRandom random) {
        this.random = random;
    }

    @Override
    public <E> Port<E> open(Consumer<E> handler) {
        var port = new SimPort<E>(handler, new ArrayDeque<>());
        ports.add(port);
        return port;
    }

    /** Handles one event; false if none waits. */
    boolean step() {
        int busy = 0;
        for (SimPort<?> port : ports) if (!port.events.isEmpty()) busy++;
        if (busy == 0) return false;
        int chosen = random.nextInt(busy);
        for (SimPort<?> port : ports) if (!port.events.isEmpty() && chosen-- == 0) port.step();
        return true;
    }
}
