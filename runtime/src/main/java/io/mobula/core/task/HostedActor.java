package io.mobula.core.task;

import io.mobula.core.Transitions;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.message.Failure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One life of an actor at its host. Its final fields may be read by anybody; what changes is confined to {@link HostTasks}. */
public final class HostedActor implements Tenant {
    enum State {
        /** Waits for its resources. */
        CLAIMING,
        /** The shell makes its object; calls wait. */
        MAKING,
        ALIVE,
        /** It takes no calls any more, and ends with those that run. */
        EXITING,
        /** Withdrawn or ended; bodies may still run in it. */
        GONE
    }

    static final Transitions<State> MOVES = new Transitions<>(
            "One life of an actor at its host",
            State.CLAIMING,
            Map.of(
                    State.CLAIMING, EnumSet.of(State.MAKING, State.GONE),
                    State.MAKING, EnumSet.of(State.ALIVE, State.GONE),
                    State.ALIVE, EnumSet.of(State.EXITING, State.GONE),
                    State.EXITING, EnumSet.of(State.GONE),
                    State.GONE, EnumSet.of(State.GONE)));

    public final ActorSpec spec;
    public final int epoch;

    /** Where the shell keeps the object and what belongs to it. The core never looks at it. */
    public volatile @Nullable Object shell;

    private final Slots.Claim claim;
    final Pool pool;
    /** Out of which it takes its resources, if any. */
    final @Nullable HostedBundle bundle;

    final Map<String, Lane> lanes = new LinkedHashMap<>();
    /** Of all callers; those of dead ones stay, empty. */
    final List<CallShape> callers = new ArrayList<>();

    State state = State.CLAIMING;
    /** The factory and calls that have not ended, those that returned a stage included. */
    int bodies;

    /** Of these: those that wait for tasks or other actors. */
    int blocked;
    /** Of these: those that returned a stage. */
    int returned;

    /** It ends here to go on elsewhere. */
    boolean moves;

    boolean holdsClaim;
    /** Nothing in it works, something waits: what it waits for may need its CPU. */
    boolean lent;
    /** What calls that run when it is withdrawn fail of. */
    @Nullable
    Failure over;

    /** The directory knows that this life is over: the entry may go with its last body. */
    boolean withdrawn;

    HostedActor(ActorSpec spec, int epoch, Pool pool, @Nullable HostedBundle bundle) {
        this.spec = spec;
        this.epoch = epoch;
        this.pool = pool;
        this.bundle = bundle;
        this.claim = pool.slots.claim(spec.demand());
        for (ActorSpec.Lane lane : spec.lanes()) lanes.put(lane.name(), new Lane(lane.limit()));
    }

    @Override
    public Slots.Claim claim() {
        return claim;
    }

    /** Whether its CPU is of no use to it at the moment, and perhaps to what it waits for. An idle one keeps it: it must be ready. */
    boolean waits() {
        return blocked > 0 && bodies == blocked + returned;
    }

    /** Its next life may be elsewhere. */
    boolean isMovable() {
        int restarts = spec.policy().maxRestarts();
        return restarts < 0 || epoch <= restarts;
    }

    /** Whether calls may be left here; they wait until it is made. */
    boolean accepts() {
        return state == State.CLAIMING || state == State.MAKING || state == State.ALIVE;
    }

    @Override
    public String toString() {
        return spec.id() + " in life " + epoch + " (" + state + ", " + bodies + " bodies)";
    }

    void become(State next) {
        state = MOVES.step(state, next, this);
    }
}
