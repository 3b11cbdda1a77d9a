package io.mobula.serve.core;

/** What a {@link Dispatcher} orders. Called while its owner's lock is held: note it down, perform it after. */
public interface DispatchEffects<T> {
    void send(Outgoing<T> call);

    /** The request has left without an answer. */
    void refuse(Ticket<T> ticket, Refusal reason);

    /** Nobody wants the answer of this call any more. */
    void abandon(Outgoing<T> call);

    /** {@link Dispatcher#wake} is to be called then; an earlier order is void. */
    void wakeAt(long nanos);

    /** Why a request got no answer. */
    enum Refusal {
        /** {@code maxQueued} requests wait. */
        QUEUE_FULL,
        /** No replica is ready. */
        NO_REPLICA,
        /** The replicas it was sent to were lost, as often as it may be tried. */
        LOST
    }
}
