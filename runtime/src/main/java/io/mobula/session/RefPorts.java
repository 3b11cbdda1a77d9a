package io.mobula.session;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.core.id.RefKey;
import io.mobula.process.Cell;
import io.mobula.process.RefBook;
import io.mobula.wire.value.RefsPort;
import java.util.ArrayList;
import java.util.List;

/** What happens to refs as values are encoded and decoded in a session. */
final class RefPorts {
    private RefPorts() {}

    /** For values on their way out: own refs escape, and the handles are kept for whoever sends them. */
    static final class Leaving implements RefsPort {
        private final Engine engine;
        final List<CellRef<?>> kept = new ArrayList<>(0);

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
        public ObjectRef<?> resolve(RefKey key) {
            throw new IllegalStateException("nothing is decoded here: " + key);
        }

        @Override
        public Mobula currentSession() {
            throw new IllegalStateException("nothing is decoded here");
        }
    }

    /** For values that user code takes out of a ref: the refs in them are held for as long as it has them. */
    record Taken(MobulaSession session) implements RefsPort {
        @Override
        public RefKey export(ObjectRef<?> ref) {
            throw new IllegalStateException("nothing is encoded here: " + ref);
        }

        @Override
        public ObjectRef<?> resolve(RefKey key) {
            RefBook book = session.engine().process().refs();
            Cell own = key.owner().equals(session.engine().self()) ? book.own(key) : null;
            var ref = new CellRef<Object>(own == null ? Cell.of(key) : own, session);
            book.hold(key, ref);
            return ref;
        }

        @Override
        public Mobula currentSession() {
            return session;
        }
    }
}
