package io.mobula.session;

import io.mobula.api.ObjectRef;
import io.mobula.api.error.SessionException;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.process.ActorLine;
import io.mobula.process.Cell;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The end of an actor after the calls that this process has made so far. */
final class ActorStop {
    private static final long STOP_CODE = 0x73746f70L;

    private final MobulaSession session;
    private final ActorLine line;
    private final Cell stopped;

    ActorStop(MobulaSession session, ActorSpec spec, ActorLine line) {
        this.session = session;
        this.line = line;
        Engine engine = session.engine();
        this.stopped = Cell.ofPut(
                engine.self(),
                engine.process().nextNumber(),
                ActorNames.shown(spec) + ".stop",
                session.nextId(STOP_CODE));
    }

    /** @param call what ends it; made once all is over that is open in other concurrency groups, where it has no place in the order */
    ObjectRef<Void> by(Supplier<CellRef<Void>> call) {
        CellRef<Void> ref = session.handle(stopped);
        line.whenDead(() -> {
            if (!stopped.isDone()) {
                var _ = session.engine().payloads().seal(null, stopped);
            }
        });
        List<Cell> open = line.open();
        if (open.isEmpty()) {
            submit(call);
            return ref;
        }
        var left = new AtomicInteger(open.size());
        for (Cell other : open) {
            other.onEnd(_ -> {
                // User code is waited for in submit: not on a thread that holds the core.
                if (left.decrementAndGet() == 0) ForkJoinPool.commonPool().execute(() -> submitLater(call));
            });
        }
        return ref;
    }

    private void submit(Supplier<CellRef<Void>> call) {
        CellRef<Void> sent = call.get();
        sent.cell.onEnd(outcome -> {
            // That it is gone, by whomever, is what was asked for; and that comes from the directory.
            if (outcome instanceof Outcome.Failed(Failure failure) && !(failure instanceof Failure.ActorDied))
                session.engine().process().complete(stopped, outcome);
        });
    }

    private void submitLater(Supplier<CellRef<Void>> call) {
        try {
            submit(call);
        } catch (SessionException closed) {
            session.engine().process().complete(stopped, new Outcome.Failed(new Failure.JobEnded()));
        }
    }
}
