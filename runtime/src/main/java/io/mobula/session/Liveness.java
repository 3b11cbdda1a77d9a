package io.mobula.session;

import io.mobula.core.directory.ActorSpec;
import io.mobula.core.message.Outcome;
import io.mobula.process.Cell;
import io.mobula.process.RefBook;
import io.mobula.wire.value.Encoded;
import java.util.List;

/**
 * What keeps an actor alive while handles are reachable: all handles that were derived from one share it, and so do the calls they made. Its collection ends this process's hold on the ref that stands for the actor.
 */
final class Liveness implements RefBook.Handle {
    /** Of a detached actor, which needs nobody. */
    static final Liveness OF_DETACHED = new Liveness();

    private Liveness() {}

    /** A hold of this process on an actor that others know of already. */
    static Liveness of(ActorSpec spec, RefBook refs) {
        if (spec.handle().isEmpty()) return OF_DETACHED;
        var liveness = new Liveness();
        refs.hold(spec.handle().get(), liveness);
        return liveness;
    }

    /** Of an actor that is being started here: {@code cell} stands for it from now on. */
    static Liveness of(Cell cell, Engine engine) {
        var liveness = new Liveness();
        cell.heldBy(liveness);
        engine.process().refs().escape(cell);
        engine.process().complete(cell, new Outcome.Inline(new Encoded(new byte[0], List.of()), List.of()));
        return liveness;
    }

    /** Nobody releases a handle by hand. */
    @Override
    public boolean holdUntilReleased(RefBook.Hold hold) {
        return true;
    }
}
