package io.mobula.core.task;

import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId;
import io.mobula.core.id.TaskId.ObjectKind;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Work;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task whose body emits elements, at its owner (STR-*). A class of its own, so that other tasks do not pay for it. */
public final class OwnedStream extends OwnedTask {
    /** What another push means for the elements of the one before. */
    public enum Replay {
        /** They stand: only what is missing is wanted. */
        CONTINUE,
        /** They are dropped: all have to be of one push. */
        ANEW
    }

    /** Where the shell keeps the elements; the core never looks at it. */
    public final Object elements;

    final Replay replay;
    /** Elements that were handed to the shell: the index of the next. */
    long delivered;
    /** Elements that the consumer has taken; at most {@link #delivered}. */
    long taken;

    public OwnedStream(
            ProcessId owner,
            long number,
            TaskId id,
            ProcessId job,
            TaskOptions options,
            Work work,
            List<RefKey> refs,
            List<RefKey> dependencyRefs,
            @Nullable Outcome[] dependencies,
            long deadlineNanos,
            long turn,
            Object cell,
            Replay replay,
            Object elements) {
        super(owner, number, id, job, options, work, refs, dependencyRefs, dependencies, deadlineNanos, turn, cell);
        this.replay = replay;
        this.elements = elements;
    }

    /** The ref of an element. */
    public RefKey element(long index) {
        return new RefKey(id.object(ObjectKind.ELEMENT, index), owner, number);
    }
}
