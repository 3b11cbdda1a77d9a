package io.mobula.core.task;

import io.mobula.core.id.ProcessId;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What a task has beyond others when it, or an argument of it, was lost (TASK-8). */
final class Recovery {
    /** Pushes that found an argument's bytes missing, after which the task fails. */
    static final int MOST_MISSES = 16;

    /** Of a task that is made again: where its value was. */
    @Nullable
    ProcessId lostAt;

    /** Dependencies with an outcome whose bytes are missing: each is resolved anew. */
    final BitSet reopened = new BitSet();

    int misses;
    /** Made again, and nobody wants it any more. */
    boolean abandoned;
}
