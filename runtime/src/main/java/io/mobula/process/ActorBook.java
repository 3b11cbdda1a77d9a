package io.mobula.process;

import io.mobula.core.directory.ActorRecord;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.RefKey;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The actors this process has to do with as a caller, and those whose handles it counts. */
public final class ActorBook {
    private final ConcurrentHashMap<ActorId, ActorLine> lines = new ConcurrentHashMap<>();
    /** What is told of the living, whoever calls them. */
    private final ConcurrentHashMap<ActorId, ActorRecord> living = new ConcurrentHashMap<>();

    private final ConcurrentHashMap<RefKey, ActorId> handles = new ConcurrentHashMap<>();
    private final Shapes shapes;

    ActorBook(Shapes shapes) {
        this.shapes = shapes;
    }

    /** The same for all handles of this process, until the actor is dead. */
    public ActorLine line(ActorId actor) {
        ActorLine known = lines.get(actor);
        if (known != null) return known;
        ActorLine line = lines.computeIfAbsent(actor, id -> new ActorLine(id, shapes));
        ActorRecord record = living.get(actor);
        if (record != null) line.learn(record);
        return line;
    }

    /** This own ref stands for all handles on the actor. */
    void standsFor(RefKey handle, ActorId actor) {
        handles.put(handle, actor);
    }

    /** The actor that nobody can call any more, if the ref stood for one. */
    Optional<ActorId> freed(RefKey ref) {
        return handles.isEmpty() ? Optional.empty() : Optional.ofNullable(handles.remove(ref));
    }

    void learn(ActorRecord record) {
        ActorId actor = record.id();
        if (record.isDead()) {
            living.remove(actor);
            record.spec().handle().ifPresent(handles::remove);
        } else {
            living.merge(actor, record, (old, next) -> next.version() > old.version() ? next : old);
        }
        ActorLine line = record.isDead() ? lines.remove(actor) : lines.get(actor);
        if (line != null) line.learn(record);
    }
}
