package io.mobula.store;

import io.mobula.core.Transitions;
import java.util.List;

/** The tables of this package, for the tests of all of them. */
public final class StoreTransitions {
    public static final List<Transitions<?>> ALL = List.of(StoredObject.MOVES);

    private StoreTransitions() {}
}
