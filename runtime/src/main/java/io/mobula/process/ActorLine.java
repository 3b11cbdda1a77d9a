package io.mobula.process;

import io.mobula.core.directory.ActorRecord;
import io.mobula.core.id.ActorId;
import io.mobula.core.task.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** This process's line to one actor: the turns of its calls, how many have not ended, and what the directory told last. */
public final class ActorLine {
    /** The calls in one concurrency group. */
    public static final class Lane {
        public final Shape shape;
        private final AtomicLong turns = new AtomicLong();

        private Lane(Shape shape) {
            this.shape = shape;
        }

        /** The next call's. Drawn when nothing can keep the call from being submitted any more: the one after it waits for it. */
        public long nextTurn() {
            return turns.incrementAndGet();
        }
    }

    public final ActorId actor;
    private final Shapes shapes;
    private final ConcurrentHashMap<String, Lane> lanes = new ConcurrentHashMap<>(2);
    private final AtomicInteger open = new AtomicInteger();
    private final Set<Cell> openCells = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ActorRecord latest;

    /** Null once the actor is dead. */
    private @Nullable List<Runnable> atDeath = new ArrayList<>(1);

    ActorLine(ActorId actor, Shapes shapes) {
        this.actor = actor;
        this.shapes = shapes;
    }

    public Lane lane(String name) {
        Lane known = lanes.get(name);
        return known != null ? known : lanes.computeIfAbsent(name, lane -> new Lane(shapes.ofCalls(actor, lane)));
    }

    /** One more call; false if there are as many as may be. */
    public boolean enter(int limit) {
        if (open.incrementAndGet() <= limit) return true;
        open.decrementAndGet();
        return false;
    }

    public void leave() {
        open.decrementAndGet();
    }

    /** Of an actor with concurrency groups: then it matters which calls have not ended. */
    public void opened(Cell call) {
        openCells.add(call);
    }

    public void ended(Cell call) {
        openCells.remove(call);
    }

    /** Those told with {@link #opened} that have not ended. */
    public List<Cell> open() {
        return List.copyOf(openCells);
    }

    /** What the directory told last; null if nothing has come yet. */
    public @Nullable ActorRecord latest() {
        return latest;
    }

    /** At once if it is dead. */
    public void whenDead(Runnable action) {
        synchronized (this) {
            if (atDeath != null) {
                atDeath.add(action);
                return;
            }
        }
        action.run();
    }

    void learn(ActorRecord record) {
        List<Runnable> due;
        synchronized (this) {
            ActorRecord known = latest;
            if (known != null && known.version() >= record.version()) return;
            latest = record;
            if (!record.isDead() || atDeath == null) return;
            due = atDeath;
            atDeath = null;
        }
        due.forEach(Runnable::run);
    }
}
