package io.mobula.session;

import io.mobula.api.ObjectRef;
import io.mobula.api.spi.Body;
import io.mobula.process.Cell;
import java.util.ArrayList;
import java.util.List;

/** The cells a body waits for: its captured refs, and those named with {@code after}. */
final class Dependencies {
    private Dependencies() {}

    static List<Cell> of(Body body, List<ObjectRef<?>> after, Engine engine) {
        var cells = new Collector(engine);
        body.dependencies(cells::add);
        for (ObjectRef<?> ref : after) cells.add(ref);
        return cells.found == null ? List.of() : cells.found;
    }

    /** Most bodies have none: no list before the first. */
    private static final class Collector {
        private final Engine engine;
        private java.util.@org.jspecify.annotations.Nullable List<Cell> found;

        Collector(Engine engine) {
            this.engine = engine;
        }

        void add(io.mobula.api.Ref<?> ref) {
            if (!(ref instanceof CellRef<?> own)) {
                throw new IllegalArgumentException(ref + " is not a ref of this session; it may have been made by another runtime or by a workflow");
            }
            if (found == null) found = new ArrayList<>();
            if (!found.contains(own.cell)) found.add(own.cell);
        }
    }
}
