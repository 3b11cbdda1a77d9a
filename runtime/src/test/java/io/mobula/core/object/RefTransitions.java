package io.mobula.core.object;

import io.mobula.core.Transitions;
import java.util.List;

/** The tables of this package, for the tests of all of them. */
public final class RefTransitions {
    public static final List<Transitions<?>> ALL = List.of(Incoming.MOVES);

    private RefTransitions() {}
}
