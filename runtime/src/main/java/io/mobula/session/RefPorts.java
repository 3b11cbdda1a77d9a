package io.mobula.session;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.RefKey;
import io.mobula.process.Cell;
import io.mobula.process.LocalProcess;
import io.mobula.wire.value.HandleMark;
import io.mobula.wire.value.RefsPort;
import java.util.ArrayList;
import java.util.List;

/** What happens to refs and handles as values are encoded and decoded in a session. */
final class RefPorts {
    private RefPorts() {}

    /** For values on their way out: own refs escape, and the handles are kept for whoever sends them. */
    static final class Leaving implements RefsPort {
        private final Engine engine;
        /** Refs, and what keeps actors alive. */
        final List<Object> kept = new ArrayList<>(0);

        Leaving(Engine engine) {
            this.engine = engine;
        }

        @Override
        public RefKey export(ObjectRef<?> ref) {
            if (!(ref instanceof CellRef<?> known))
                throw new IllegalArgumentException(ref + " is not a ref of this runtime");
            known.checkOpen();
            if (known.cell.owner.equals(engine.self())) engine.process().refs().escape(known.cell);
            kept.add(known);
            return known.cell.key();
        }

        @Override
        public HandleMark export(ActorHandle<?> handle) {
            if (!(handle instanceof ActorRef<?> known))
                throw new IllegalArgumentException(handle + " is not a handle of this runtime");
            if (known.spec().handle().isPresent()) kept.add(known.liveness());
            return known.mark();
        }

        @Override
        public GroupSpec export(PlacementGroup group) {
            return spec(group);
        }

        @Override
        public ObjectRef<?> resolve(RefKey key) {
            throw new IllegalStateException("nothing is decoded here: " + key);
        }

        @Override
        public Mobula currentSession() {
            throw new IllegalStateException("nothing is decoded here");
        }
    }

    private static GroupSpec spec(PlacementGroup group) {
        if (group instanceof ReservedGroup known) return known.spec();
        throw new IllegalArgumentException(group + " is not a group of this runtime");
    }

    /** For what outlives every process, an actor's state: nobody would hold a ref in it. Detached actors need no one. */
    static final class Kept implements RefsPort {
        @Override
        public RefKey export(ObjectRef<?> ref) {
            return RefsPort.NONE.export(ref);
        }

        @Override
        public HandleMark export(ActorHandle<?> handle) {
            if (handle instanceof ActorRef<?> known && known.spec().handle().isEmpty()) return known.mark();
            return RefsPort.NONE.export(handle);
        }

        @Override
        public GroupSpec export(PlacementGroup group) {
            return spec(group);
        }

        @Override
        public ObjectRef<?> resolve(RefKey key) {
            return RefsPort.NONE.resolve(key);
        }

        /** A session within the state becomes the present one. */
        @Override
        public Mobula currentSession() {
            throw new IllegalStateException("nothing is decoded here");
        }
    }

    /** For values on their way in. Handles are held for as long as user code has them, wherever they came. */
    abstract static class Arriving implements RefsPort {
        final MobulaSession session;

        Arriving(MobulaSession session) {
            this.session = session;
        }

        @Override
        public RefKey export(ObjectRef<?> ref) {
            throw new IllegalStateException("nothing is encoded here: " + ref);
        }

        @Override
        public ActorHandle<?> resolve(HandleMark mark) {
            Liveness liveness =
                    Liveness.of(mark.spec(), session.engine().process().refs());
            return new ActorRef<>(session, mark.spec(), CallSettings.of(mark), liveness);
        }

        @Override
        public PlacementGroup resolve(GroupSpec spec) {
            return new ReservedGroup(spec, session.engine());
        }

        @Override
        public Mobula currentSession() {
            return session;
        }

        /** Of an own ref that the table has, or of another's. */
        final Cell cell(RefKey key) {
            LocalProcess process = session.engine().process();
            Cell own = key.owner().equals(process.self()) ? process.refs().own(key) : null;
            return own == null ? Cell.of(key) : own;
        }

        final CellRef<?> held(RefKey key, Cell cell) {
            var ref = new CellRef<Object>(cell, session);
            session.engine().process().refs().hold(key, ref);
            return ref;
        }
    }

    /** For values that user code takes out of a ref: the refs in them are held for as long as it has them. */
    static final class Taken extends Arriving {
        Taken(MobulaSession session) {
            super(session);
        }

        @Override
        public ObjectRef<?> resolve(RefKey key) {
            return held(key, cell(key));
        }
    }
}
