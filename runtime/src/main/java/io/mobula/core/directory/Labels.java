package io.mobula.core.directory;

import io.mobula.core.message.Demand;
import io.mobula.core.message.Selector;

/** What a node is, said as something that it has: a resource of which a labelled node has more than can ever be taken, and any other node nothing. */
public final class Labels {
    /** Of a label at a node that has it. */
    public static final long PLENTY = Selector.PLENTY;

    private Labels() {}

    public static String resource(String key, String value) {
        return Selector.label(key, value);
    }

    /** For people: what can be used up. */
    public static Demand without(Demand capacity) {
        return capacity.resources();
    }
}
