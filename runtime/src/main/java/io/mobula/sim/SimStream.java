package io.mobula.sim;

import io.mobula.core.id.RefKey;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.OwnedStream;
import io.mobula.core.task.OwnedTask;

/** A stream at its consumer, which takes each element some time after it came, looks at what is inside, and lets it go. */
final class SimStream {
    /** How far a producer may be ahead. */
    static final int BUFFER = 3;

    private final SimProcess process;
    private final SimWorld world;
    private final Script script;
    private long next;

    SimStream(SimProcess process, SimWorld world, Script script) {
        this.process = process;
        this.world = world;
        this.script = script;
    }

    /** The task, which emits what its script says. */
    static OwnedStream of(OwnedTask task, Outcome[] dependencies, SimProcess process, SimWorld world) {
        return new OwnedStream(
                task.owner,
                task.number,
                task.id,
                task.job,
                task.options,
                task.work,
                task.refs,
                task.refs,
                dependencies,
                task.deadlineNanos,
                task.turn,
                task.cell,
                OwnedStream.Replay.CONTINUE,
                new SimStream(process, world, (Script) task.work));
    }

    /** STR-2: in order, each once, with the value that any run of the script emits. */
    void arrived(OwnedStream stream, long index, Outcome outcome, long takenAfterNanos) {
        if (index != next)
            throw new IllegalStateException("STR-2: " + stream + " has " + next + " elements, and " + index + " came");
        if (SimValue.of(outcome) != script.element(index))
            throw new IllegalStateException("STR-2: element " + index + " of " + stream + " is another's");
        next++;
        RefKey element = stream.element(index);
        process.core().escaped(element);
        process.core().sealed(element, outcome);
        process.later(takenAfterNanos, "takes element " + index + " of " + stream, () -> take(stream, index, outcome));
    }

    private void take(OwnedStream stream, long index, Outcome outcome) {
        process.core().elementsTaken(stream.number, index + 1);
        RefKey element = stream.element(index);
        if (outcome.refsInside().isEmpty()) {
            process.core().holdDropped(element);
            return;
        }
        RefKey inside = outcome.refsInside().getFirst();
        process.reader().look(inside, seen -> {
            check(inside, seen);
            process.core().holdDropped(element);
        });
    }

    /** STR-5: while the element lives, what is inside does too, unless its owner died. */
    private void check(RefKey inside, Outcome seen) {
        switch (seen) {
            case Outcome.Failed(Failure.OwnerDied _) -> {
                if (!world.control().isDead(inside.owner()))
                    throw new IllegalStateException(inside + " is OWNER_DIED and its owner lives");
            }
            case Outcome.Failed(Failure.Freed _) ->
                throw new IllegalStateException("STR-5: " + inside + " was freed inside an element");
            case Outcome.Failed _, Outcome.Inline _, Outcome.Stored _ -> {}
        }
    }

    /** STR-6. */
    void ended(OwnedStream stream, Outcome outcome) {
        if (!(outcome instanceof Outcome.Failed) && next != script.elements())
            throw new IllegalStateException("STR-6: " + stream + " ended well with " + next + " elements");
    }
}
