package io.mobula.process;

import io.mobula.core.process.Port;
import io.mobula.core.process.Ports;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate's port by flat combining (Hendler, Incze, Shavit, Tzafrir, SPAA 2010): the thread that brings an event handles it, and with it what others brought meanwhile. No thread is owned by the core and none waits.
 *
 * <p>One word says all: nobody holds the aggregate; somebody does; or somebody does and these events wait, the latest first. So an event that meets no other costs two atomic operations, and those that wait are taken all at once.
 */
final class Combiner<E> implements Port<E> {
    static final Ports PORTS = Combiner::new;

    private static final VarHandle INBOX;

    static {
        try {
            INBOX = MethodHandles.lookup().findVarHandle(Combiner.class, "inbox", Waiting.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** An event brought while another thread, or this one further up, held the aggregate. */
    private static final class Waiting<E> {
        final @Nullable E event;

        @Nullable
        Waiting<E> next;

        Waiting(@Nullable E event) {
            this.event = event;
        }
    }

    private final Consumer<E> handler;
    /** In the inbox: held, and nothing else waits. */
    private final Waiting<E> held = new Waiting<>(null);

    /** Null while nobody holds the aggregate. */
    @SuppressWarnings("unused") // by INBOX
    private volatile @Nullable Waiting<E> inbox;

    /** Keeps the words of two ports out of one cache line: every thread writes them. */
    @SuppressWarnings("unused")
    private long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;

    Combiner(Consumer<E> handler) {
        this.handler = handler;
    }

    @Override
    public void accept(E event) {
        if (INBOX.compareAndSet(this, (Waiting<E>) null, held)) combine(event);
        else leave(event);
    }

    /** Whoever finds the aggregate free after all takes it. */
    private void leave(E event) {
        var waiting = new Waiting<>(event);
        for (; ; ) {
            Waiting<E> last = inbox;
            if (last == null) {
                if (!INBOX.compareAndSet(this, (Waiting<E>) null, held)) continue;
                combine(event);
                return;
            }
            waiting.next = last;
            if (INBOX.compareAndSet(this, last, waiting)) return;
        }
    }

    /** An event that fails takes none of the others with it: the first failure is thrown when all have been handled. */
    private void combine(E first) {
        Throwable failure = handle(first, null);
        while (!INBOX.compareAndSet(this, held, (Waiting<E>) null)) {
            for (Waiting<E> next = takeWaiting(); next != null; next = next.next) failure = handle(next.event, failure);
        }
        if (failure instanceof Error error) throw error;
        if (failure instanceof RuntimeException exception) throw exception;
    }

    private @Nullable Throwable handle(E event, @Nullable Throwable earlier) {
        try {
            handler.accept(event);
            return earlier;
        } catch (RuntimeException | Error failure) {
            return earlier == null ? failure : earlier;
        }
    }

    /** In the order brought. */
    @SuppressWarnings({"unchecked", "ReferenceEquality"}) // the mark is one object
    private @Nullable Waiting<E> takeWaiting() {
        Waiting<E> first = null;
        for (var last = (Waiting<E>) INBOX.getAndSet(this, held); last != null && last != held; ) {
            Waiting<E> before = last.next;
            last.next = first;
            first = last;
            last = before;
        }
        return first;
    }
}
