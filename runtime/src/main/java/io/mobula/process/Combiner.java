package io.mobula.process;

import io.mobula.core.process.Port;
import io.mobula.core.process.Ports;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * An aggregate's port by flat combining (Hendler, Incze, Shavit, Tzafrir, SPAA 2010): the thread that brings an event handles it, and with it what others brought meanwhile. No thread is owned by the core and none waits.
 */
final class Combiner<E> implements Port<E> {
    static final Ports PORTS = Combiner::new;

    private static final VarHandle HELD;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(Combiner.class, "held", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Consumer<E> handler;
    private final ConcurrentLinkedQueue<E> inbox = new ConcurrentLinkedQueue<>();

    @SuppressWarnings("unused") // by HELD
    private volatile boolean held;

    Combiner(Consumer<E> handler) {
        this.handler = handler;
    }

    @Override
    public void accept(E event) {
        if (inbox.isEmpty() && HELD.compareAndSet(this, false, true)) {
            try {
                handler.accept(event);
                drain();
            } finally {
                held = false;
            }
        } else {
            inbox.add(event);
        }
        // Whoever adds while another holds may find it gone: then it is this thread's turn.
        while (!inbox.isEmpty() && HELD.compareAndSet(this, false, true)) {
            try {
                drain();
            } finally {
                held = false;
            }
        }
    }

    private void drain() {
        for (E next; (next = inbox.poll()) != null; ) handler.accept(next);
    }
}
