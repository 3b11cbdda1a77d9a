package io.mobula.session;

import io.mobula.api.ObjectRef;
import io.mobula.api.Ref;
import io.mobula.api.spi.Body;
import java.util.ArrayList;
import java.util.List;

/** The refs a body waits for, each once: those it captures, and those named with {@code after}. */
final class Dependencies {
    private List<CellRef<?>> found = List.of();

    private Dependencies() {}

    static List<CellRef<?>> of(Body body, List<ObjectRef<?>> after) {
        var dependencies = new Dependencies();
        body.dependencies(dependencies::add);
        after.forEach(dependencies::add);
        return dependencies.found;
    }

    private void add(Ref<?> ref) {
        if (!(ref instanceof CellRef<?> known)) {
            throw new IllegalArgumentException(
                    ref + " is not a ref of this runtime; it may belong to a workflow that is being wired");
        }
        known.checkOpen();
        if (found.isEmpty()) found = new ArrayList<>(2); // most bodies have none
        if (!found.contains(known)) found.add(known);
    }
}
