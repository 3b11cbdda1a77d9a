package io.mobula.core.task;

import io.mobula.core.Transitions;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A push at its host. Its final fields may be read by anybody; what changes is confined to {@link HostTasks}. */
public final class HostedTask {
    enum State {
        /** Stored arguments are on their way. */
        FETCHING,
        /** Waits for a slot. */
        READY,
        RUNNING,
        /** The body has ended; its answer waits until the refs it keeps are registered (REF-2). */
        ANSWERING,
        /** The result was sent and is held until acknowledged (TASK-5). */
        HELD,
        /** Its owner died while the body ran: the slot is taken until the body ends. */
        ABANDONED,
        GONE
    }

    static final Transitions<State> MOVES = new Transitions<>(
            "A push at its host",
            State.FETCHING,
            Map.of(
                    State.FETCHING, EnumSet.of(State.READY, State.ANSWERING, State.GONE),
                    State.READY, EnumSet.of(State.RUNNING, State.FETCHING, State.ANSWERING, State.GONE),
                    State.RUNNING, EnumSet.of(State.ANSWERING, State.ABANDONED),
                    State.ANSWERING, EnumSet.of(State.HELD, State.GONE),
                    State.HELD, EnumSet.of(State.GONE),
                    State.ABANDONED, EnumSet.of(State.GONE)));

    public final ProcessId owner;
    public final Message.Push push;
    /** The actor it is a call on; none of a task. */
    public final @Nullable HostedActor actor;

    final HostShape shape;

    State state = State.FETCHING;
    /** A cancel has come; a body that has not started never will. */
    boolean cancelled;
    /** Its body waits for another task, and has lent its CPU. */
    boolean blocked;
    /** Of a cancelled one: what its body has submitted goes on. */
    private volatile boolean sparesChildren;
    /** Of a call: its method has returned a stage, and the lane went on without it. */
    boolean returned;
    /** Its bundle was withdrawn while it ran. */
    boolean evicted;
    /** Its stored arguments may take of the store what they take. */
    boolean hasArgumentRoom;
    /** Set in ANSWERING and HELD. */
    Message.@Nullable Result result;

    /** Where the shell keeps what belongs to the run: the thread, fetched arguments. The core never looks at it. */
    public volatile @Nullable Object run;

    HostedTask(ProcessId owner, Message.Push push, HostShape shape) {
        this.owner = owner;
        this.push = push;
        this.shape = shape;
        this.actor = shape instanceof CallShape call ? call.actor : null;
    }

    void spareChildren() {
        sparesChildren = true;
    }

    public boolean sparesChildren() {
        return sparesChildren;
    }

    /** Whether its answer, once sent, brings refs to the owner. */
    public boolean answerHasRefs() {
        Message.Result sent = result;
        return sent != null && !sent.outcome().refsInside().isEmpty();
    }

    @Override
    public String toString() {
        return "push " + push.push() + " of task #" + push.task() + " of " + owner;
    }

    void become(State next) {
        state = MOVES.step(state, next, this);
    }
}
